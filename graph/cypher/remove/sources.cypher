// Source nodes with everything that hangs on them.
// $ids texts: their ids
UNWIND $ids AS id
MATCH (source:Source {id: id})
DETACH DELETE source
