// Where in an episode claims are heard.
// $rows rows: id, time_offset
UNWIND $rows AS row
MATCH (claim:Claim {id: row.id})
SET claim.time_offset = row.time_offset
