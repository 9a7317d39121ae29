// The names of all sources, the one with the most insights first.
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)
RETURN s.name AS name, count(i) AS insights
ORDER BY insights DESC, name
