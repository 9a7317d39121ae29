// How many agreements there are between each two sources.
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(:Claim)-[r:AGREES_WITH]->(:Claim)<-[:STATES]-(:Insight)<-[:PUBLISHED]-(t:Source)
WHERE r.status <> 'dismissed'
RETURN s.name AS a, t.name AS b, count(r) AS amount
ORDER BY a, b
