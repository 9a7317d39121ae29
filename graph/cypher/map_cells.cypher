// How often each actor makes each move, by what is made of it.
MATCH (e:Entity)<-[:ACTOR]-(c:Claim)-[:PURSUES]->(s:Strategy)
RETURN e.name AS actor, s.name AS move, c.polarity AS polarity, count(c) AS claims
ORDER BY actor, move, polarity
