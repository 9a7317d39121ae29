// The names that corrections give to sources.
// $rows rows: id, name
UNWIND $rows AS row
MATCH (source:Source {id: row.id})
SET source.name = row.name
