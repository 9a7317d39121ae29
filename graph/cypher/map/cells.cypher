// What is made of every move of every actor, a row for each actor.
// Its lists have the same move in the same place: so many short rows would take Neo4j's driver longer than the
// counting takes the server.
MATCH (e:Entity)<-[:ACTOR]-(c:Claim)-[:PURSUES]->(s:Strategy)
WITH e, s, count(c) AS claims, count(CASE WHEN c.polarity > 0 THEN 1 END) AS praise,
     count(CASE WHEN c.polarity < 0 THEN 1 END) AS blame
RETURN e.name AS actor, collect(s.name) AS moves, collect(claims) AS claims, collect(praise) AS praise,
       collect(blame) AS blame
ORDER BY actor
