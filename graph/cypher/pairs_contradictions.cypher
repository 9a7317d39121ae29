// How many contradictions there are between each two sources.
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(:Claim)-[r:CONTRADICTS]->(:Claim)<-[:STATES]-(:Insight)<-[:PUBLISHED]-(t:Source)
WHERE r.status <> 'dismissed'
RETURN s.name AS a, t.name AS b, count(r) AS amount
ORDER BY a, b
