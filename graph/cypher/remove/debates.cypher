// Debate nodes with everything that hangs on them.
// $ids texts: their ids
UNWIND $ids AS id
MATCH (debate:Debate {id: id})
DETACH DELETE debate
