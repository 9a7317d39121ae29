// Who makes these claims, whom they are about, and the positions that they hold.
// $ids texts: ids of claims
// $limit integer: at most this many rows
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(c:Claim)-[:ACTOR]->(e:Entity)
WHERE c.id IN $ids
OPTIONAL MATCH (c)-[:HOLDS]->(p:Position)
RETURN c.id AS near, s.name AS source, e.id AS actor, e.name AS actor_label, p.id AS position, p.label AS position_label
ORDER BY near, actor, position
LIMIT $limit
