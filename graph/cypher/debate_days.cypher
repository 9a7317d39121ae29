// On which days the sides of a debate spoke; undated insights have no day.
// $debate text: id of the debate
MATCH (i:Insight)-[:STATES]->(:Claim)-[:HOLDS]->(p:Position)-[:`IN`]->(d:Debate)
WHERE d.id = $debate
RETURN p.id AS position, coalesce(i.published, '') AS day, count(DISTINCT i.id) AS insights
ORDER BY day, position
