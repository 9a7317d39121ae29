// Position nodes with everything that hangs on them.
// $ids texts: their ids
UNWIND $ids AS id
MATCH (position:Position {id: id})
DETACH DELETE position
