// Strategy nodes with everything that hangs on them.
// $ids texts: their ids
UNWIND $ids AS id
MATCH (strategy:Strategy {id: id})
DETACH DELETE strategy
