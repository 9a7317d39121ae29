// Relations of type SUPERSEDES between pairs of claims, in the direction given.
// $rows rows: a, b
UNWIND $rows AS row
MATCH (a:Claim {id: row.a})-[relation:SUPERSEDES]->(b:Claim {id: row.b})
DELETE relation
