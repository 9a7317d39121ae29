// Insights without a date, with source, time of reading and number of claims.
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)
WHERE i.published IS NULL
OPTIONAL MATCH (i)-[:STATES]->(c:Claim)
RETURN i.id AS insight, s.name AS source, i.read_at AS read_at, count(c) AS claims
ORDER BY insight
