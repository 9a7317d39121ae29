// Insights as they are stored.
// $ids texts: ids of insights
UNWIND $ids AS id
MATCH (source:Source)-[:PUBLISHED]->(insight:Insight {id: id})
RETURN insight.id AS id, source.read_as AS source, source.kind AS kind, insight.text AS text,
       insight.external_id AS external_id, insight.episode AS episode, insight.speaker AS speaker,
       insight.published AS published, insight.url AS url, insight.read_at AS read_at,
       insight.source_file AS source_file
ORDER BY id
