// Debates in which these claims hold a position.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (claim:Claim {id: id})-[:HOLDS]->(:Position)-[:`IN`]->(debate:Debate)
RETURN DISTINCT debate.id AS id
