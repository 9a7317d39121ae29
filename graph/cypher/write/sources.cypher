// Sources; of several spellings the smallest stays, and a known kind beats an unknown one.
// $rows rows: id, name, kind
UNWIND $rows AS row
MERGE (source:Source {id: row.id})
ON CREATE SET source.read_as = row.name, source.kind = row.kind
SET source.read_as = CASE WHEN row.name < source.read_as THEN row.name ELSE source.read_as END,
    source.kind = CASE WHEN source.kind = 'unknown' THEN row.kind
                       WHEN row.kind <> 'unknown' AND row.kind < source.kind THEN row.kind
                       ELSE source.kind END
SET source.name = source.read_as
