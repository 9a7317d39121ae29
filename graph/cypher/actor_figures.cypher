// The claims about an actor that give figures, latest first.
// $id text: id of the actor
// $most integer = 100: at most this many rows
MATCH (i:Insight)-[:STATES]->(c:Claim)-[:ACTOR]->(e:Entity)
WHERE e.id = $id
MATCH (c)-[:MEASURES]->(q:Quantity)
RETURN c.id AS claim, coalesce(i.published, '') AS day, count(q) AS figures
ORDER BY day DESC, claim
LIMIT $most
