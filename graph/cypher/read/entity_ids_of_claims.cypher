// Entities that these claims name.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (claim:Claim {id: id})-[:ACTOR|TARGETS|VOICED_BY]->(entity:Entity)
RETURN DISTINCT entity.id AS id
