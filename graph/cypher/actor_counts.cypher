// All actors, with their claims by what is made of them.
MATCH (c:Claim)-[:ACTOR]->(e:Entity)
RETURN e.id AS id, e.name AS actor, c.polarity AS polarity, count(c) AS claims
ORDER BY id, polarity
