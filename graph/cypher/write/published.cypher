// Who published which insight.
// $rows rows: source, insight
UNWIND $rows AS row
MATCH (source:Source {id: row.source})
MATCH (insight:Insight {id: row.insight})
MERGE (source)-[:PUBLISHED]->(insight)
