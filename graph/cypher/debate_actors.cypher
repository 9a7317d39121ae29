// About whom the claims in these debates are.
// $debates texts: ids of debates
MATCH (e:Entity)<-[:ACTOR]-(c:Claim)-[:HOLDS]->(:Position)-[:`IN`]->(d:Debate)
WHERE d.id IN $debates
RETURN d.id AS debate, e.name AS actor, count(DISTINCT c.id) AS claims
ORDER BY debate, claims DESC, actor
