// The figures in claims, in the order of the text.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (claim:Claim {id: id})-[measures:MEASURES]->(quantity:Quantity)
RETURN claim.id AS id, measures.place AS place, quantity.id AS quantity_id, quantity.value AS value,
       quantity.unit AS unit, quantity.scale AS scale, quantity.what AS what, quantity.low AS low,
       quantity.high AS high, quantity.at AS at
ORDER BY id, place
