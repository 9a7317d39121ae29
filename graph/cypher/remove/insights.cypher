// Insight nodes with everything that hangs on them.
// $ids texts: their ids
UNWIND $ids AS id
MATCH (insight:Insight {id: id})
DETACH DELETE insight
