// Which moves these debates are about.
// $debates texts: ids of debates
MATCH (d:Debate)-[:ABOUT]->(s:Strategy)
WHERE d.id IN $debates
RETURN d.id AS debate, s.id AS strategy, s.name AS name
ORDER BY debate, strategy
