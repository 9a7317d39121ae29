// What an actor does, and what is made of it.
// $id text: id of the actor
MATCH (e:Entity)<-[:ACTOR]-(c:Claim)-[:PURSUES]->(s:Strategy)
WHERE e.id = $id
RETURN s.name AS move, c.polarity AS polarity, count(c) AS claims
ORDER BY move, polarity
