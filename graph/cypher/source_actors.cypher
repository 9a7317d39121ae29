// Whom a source speaks of, and what it makes of them.
// $name text: name of the source in small letters
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(c:Claim)-[:ACTOR]->(e:Entity)
WHERE toLower(s.name) = $name
RETURN e.name AS actor, c.polarity AS polarity, count(c) AS claims
ORDER BY actor, polarity
