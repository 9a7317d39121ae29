// Relations of type CONTRADICTS between pairs of claims.
// $rows rows: a, b
UNWIND $rows AS row
MATCH (a:Claim {id: row.a})-[relation:CONTRADICTS]-(b:Claim {id: row.b})
DELETE relation
