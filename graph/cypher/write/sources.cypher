// Sources; of several spellings the smallest stays, and a known kind beats an unknown one.
// $rows rows: id, name, kind
UNWIND $rows AS row
MERGE (source:Source {id: row.id})
ON CREATE SET source.name = row.name, source.kind = row.kind
SET source.name = CASE WHEN row.name < source.name THEN row.name ELSE source.name END,
    source.kind = CASE WHEN source.kind = 'unknown' THEN row.kind
                       WHEN row.kind <> 'unknown' AND row.kind < source.kind THEN row.kind
                       ELSE source.kind END
