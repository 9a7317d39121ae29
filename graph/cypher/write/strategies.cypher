// Canonical strategies.
// $rows rows: id, name
UNWIND $rows AS row
MERGE (strategy:Strategy {id: row.id})
SET strategy.name = row.name
