// How many sources were first heard between two days.
// $first text: first day, ISO date
// $after text: the day after the last
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)
WITH s.name AS source, min(coalesce(i.published, i.read_at)) AS heard
WHERE heard >= $first AND heard < $after
RETURN count(source) AS sources
