// Actors that sides are taken on, with the number of claims.
MATCH (e:Entity)<-[:ACTOR]-(c:Claim)-[:HOLDS]->(:Position)
RETURN e.name AS name, count(DISTINCT c.id) AS claims
ORDER BY claims DESC, name
