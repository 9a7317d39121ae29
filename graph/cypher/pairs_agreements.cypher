// How many agreements there are between each two sources.
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(:Claim)-[r:AGREES_WITH]->(b:Claim)
WHERE r.status <> 'dismissed'
MATCH (b)<-[:STATES]-(:Insight)<-[:PUBLISHED]-(t:Source)
RETURN s.name AS a, t.name AS b, count(r) AS amount
ORDER BY a, b
