// The figures in claims.
// $rows rows: id, claim, place, value, unit, scale, what, at
UNWIND $rows AS row
MATCH (claim:Claim {id: row.claim})
MERGE (quantity:Quantity {id: row.id})
SET quantity.value = row.value, quantity.unit = row.unit, quantity.scale = row.scale, quantity.what = row.what,
    quantity.at = row.at
MERGE (claim)-[measures:MEASURES]->(quantity)
SET measures.place = row.place
