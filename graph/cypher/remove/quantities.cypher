// Quantity nodes with everything that hangs on them.
// $ids texts: their ids
UNWIND $ids AS id
MATCH (quantity:Quantity {id: id})
DETACH DELETE quantity
