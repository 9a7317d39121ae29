// Extraction nodes with everything that hangs on them.
// $ids texts: their ids
UNWIND $ids AS id
MATCH (extraction:Extraction {id: id})
DETACH DELETE extraction
