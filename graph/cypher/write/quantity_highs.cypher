// The upper bounds of figures that have one.
// $rows rows: id, high
UNWIND $rows AS row
MATCH (quantity:Quantity {id: row.id})
SET quantity.high = row.high
