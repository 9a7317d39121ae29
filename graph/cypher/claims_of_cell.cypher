// The claims that an actor makes a move, latest first.
// $actor text: name of the actor
// $move text: name of the move
// $most integer = 20: at most this many rows
MATCH (i:Insight)-[:STATES]->(c:Claim)-[:ACTOR]->(e:Entity)
WHERE e.name = $actor
MATCH (c)-[:PURSUES]->(s:Strategy)
WHERE s.name = $move
RETURN c.id AS claim, coalesce(i.published, i.read_at, '') AS day
ORDER BY day DESC, claim
LIMIT $most
