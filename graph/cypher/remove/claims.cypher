// Claim nodes with everything that hangs on them.
// $ids texts: their ids
UNWIND $ids AS id
MATCH (claim:Claim {id: id})
DETACH DELETE claim
