// The readings of these insights that were corrected, as they were before.
// $ids texts: ids of insights
UNWIND $ids AS id
MATCH (insight:Insight {id: id})-[:READ_BY]->(extraction:Extraction)
WHERE extraction.original IS NOT NULL
RETURN insight.id AS id, extraction.original AS original
