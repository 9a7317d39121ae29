// Strategies that these claims pursue.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (claim:Claim {id: id})-[:PURSUES]->(strategy:Strategy)
RETURN DISTINCT strategy.id AS id
