// The readings of these insights.
// $ids texts: ids of insights
UNWIND $ids AS id
MATCH (insight:Insight {id: id})-[:READ_BY]->(extraction:Extraction)
RETURN insight.id AS insight_id, extraction.id AS id, extraction.extracted_by AS extracted_by
