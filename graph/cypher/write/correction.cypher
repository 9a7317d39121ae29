// One correction; a correction is never changed.
// $rows rows: id, kind, author, note, at, record
UNWIND $rows AS row
MERGE (correction:Correction {id: row.id})
ON CREATE SET correction.kind = row.kind, correction.author = row.author, correction.note = row.note,
    correction.at = row.at, correction.record = row.record
