// The strategy vectors of claims that have one.
// $rows rows: id, vector, vector_model
UNWIND $rows AS row
MATCH (claim:Claim {id: row.id})
SET claim.vector = row.vector, claim.vector_model = row.vector_model
