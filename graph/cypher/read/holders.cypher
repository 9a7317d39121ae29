// Who voices claims, where the text names somebody.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (claim:Claim {id: id})-[named:VOICED_BY]->(entity:Entity)
RETURN claim.id AS id, named.name AS name, entity.id AS entity_id
ORDER BY id
