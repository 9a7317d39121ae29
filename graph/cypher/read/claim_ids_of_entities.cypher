// Claims whose actor or one of whose targets is among these entities.
// $ids texts: ids of entities
UNWIND $ids AS id
MATCH (entity:Entity {id: id})<-[:ACTOR|TARGETS]-(claim:Claim)
RETURN DISTINCT claim.id AS id
