// Entity nodes with everything that hangs on them.
// $ids texts: their ids
UNWIND $ids AS id
MATCH (entity:Entity {id: id})
DETACH DELETE entity
