// Where these insights come from.
// $insights texts: ids of insights
UNWIND $insights AS id
MATCH (i:Insight {id: id})
MATCH (s:Source)-[:PUBLISHED]->(i)
RETURN i.id AS insight, s.name AS source, i.published AS published
ORDER BY insight
