// Readings as they were before they were corrected; null where they stand as they were read.
// $rows rows: id, original
UNWIND $rows AS row
MATCH (extraction:Extraction {id: row.id})
SET extraction.original = row.original
