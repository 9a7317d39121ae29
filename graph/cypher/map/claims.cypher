// A sample of the claims of these moves: the first of those whose ids begin with the same digit, at most 16 a move.
// Ids are hashes, so it is the same sample each time; to send all ids takes twice as long as to find these.
// $moves texts: names of strategies
MATCH (c:Claim)-[:PURSUES]->(s:Strategy)
WHERE s.name IN $moves
WITH s.name AS move, left(c.id, 1) AS digit, min(c.id) AS claim
RETURN move, collect(claim) AS claims
ORDER BY move
