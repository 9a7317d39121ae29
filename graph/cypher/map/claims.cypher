// A sample of the claims of these moves: the first and the last of those whose ids begin with the same digit.
// Ids are hashes, so it is the same sample each time; to send all ids takes twice as long as to find these.
// $moves texts: names of strategies
MATCH (c:Claim)-[:PURSUES]->(s:Strategy)
WHERE s.name IN $moves
WITH s.name AS move, left(c.id, 1) AS digit, min(c.id) AS first, max(c.id) AS last
RETURN move, collect(first) AS firsts, collect(last) AS lasts
ORDER BY move
