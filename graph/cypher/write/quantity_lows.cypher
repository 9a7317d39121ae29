// The lower bounds of figures that have one.
// $rows rows: id, low
UNWIND $rows AS row
MATCH (quantity:Quantity {id: row.id})
SET quantity.low = row.low
