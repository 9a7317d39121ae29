// Relations of type CONTRADICTS between pairs of claims, in the direction given.
// $rows rows: a, b
UNWIND $rows AS row
MATCH (a:Claim {id: row.a})-[relation:CONTRADICTS]->(b:Claim {id: row.b})
DELETE relation
