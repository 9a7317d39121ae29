// Who acts, and in which words, as the claims on these positions have it.
// $positions texts: ids of positions
MATCH (e:Entity)<-[:ACTOR]-(c:Claim)-[:HOLDS]->(p:Position)
WHERE p.id IN $positions
RETURN p.id AS position, e.name AS actor, c.strategy_text AS strategy, count(c) AS claims
ORDER BY position, actor, strategy
