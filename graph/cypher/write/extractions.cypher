// Readings of insights.
// $rows rows: id, insight, extracted_by, claims
UNWIND $rows AS row
MATCH (insight:Insight {id: row.insight})
MERGE (extraction:Extraction {id: row.id})
SET extraction.extracted_by = row.extracted_by, extraction.claims = row.claims
MERGE (insight)-[:READ_BY]->(extraction)
