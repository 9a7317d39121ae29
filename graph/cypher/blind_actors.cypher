// Actors that only one source speaks of, or that all who judge them judge alike.
// $least integer = 3: leave out actors with fewer insights, and do not call fewer judgements alike
// $most integer = 20: at most this many rows
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(c:Claim)-[:ACTOR]->(e:Entity)
WITH e.id AS id, e.name AS actor, count(DISTINCT i.id) AS insights, count(DISTINCT s.name) AS sources,
     min(s.kind) AS kind, sum(CASE WHEN c.polarity > 0 THEN 1 ELSE 0 END) AS praise,
     sum(CASE WHEN c.polarity < 0 THEN 1 ELSE 0 END) AS blame
WHERE insights >= $least AND ((sources = 1 AND kind <> 'digest')
   OR (praise = 0 AND blame >= $least) OR (blame = 0 AND praise >= $least))
RETURN id, actor, insights, sources, kind, praise, blame
ORDER BY insights DESC, id
LIMIT $most
