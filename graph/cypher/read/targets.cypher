// Whom claims speak of beside their actor, in the order of the text.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (claim:Claim {id: id})-[named:TARGETS]->(entity:Entity)
RETURN claim.id AS id, named.name AS name, named.place AS place, entity.id AS entity_id
ORDER BY id, place
