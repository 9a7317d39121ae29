// Claims that speak of the moves with these names.
// $moves texts: names of strategies
MATCH (c:Claim)-[:PURSUES]->(s:Strategy)
WHERE s.name IN $moves
RETURN s.name AS move, collect(c.id) AS claims
ORDER BY move
