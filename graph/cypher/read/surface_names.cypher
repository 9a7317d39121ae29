// The names under which stored claims speak of these entities.
// $ids texts: ids of entities
UNWIND $ids AS id
MATCH (entity:Entity {id: id})<-[named:ACTOR|TARGETS|VOICED_BY]-(:Claim)
RETURN DISTINCT entity.id AS id, named.name AS name
