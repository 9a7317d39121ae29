// Insights of one source.
// $source text: id of the source
MATCH (source:Source {id: $source})-[:PUBLISHED]->(insight:Insight)
RETURN insight.id AS id
