// Relations of type AGREES_WITH between pairs of claims, in the direction given.
// $rows rows: a, b
UNWIND $rows AS row
MATCH (a:Claim {id: row.a})-[relation:AGREES_WITH]->(b:Claim {id: row.b})
DELETE relation
