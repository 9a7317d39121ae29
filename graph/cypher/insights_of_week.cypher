// Insights published in a week, with source and number of claims.
// $week text: ISO week, such as 2026-W47
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)
WHERE i.week = $week
OPTIONAL MATCH (i)-[:STATES]->(c:Claim)
RETURN i.id AS insight, s.name AS source, count(c) AS claims
ORDER BY insight
