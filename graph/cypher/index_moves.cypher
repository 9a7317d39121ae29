// Which moves each debate is about.
MATCH (d:Debate)-[:ABOUT]->(s:Strategy)
RETURN d.id AS debate, s.name AS move
ORDER BY debate, move
