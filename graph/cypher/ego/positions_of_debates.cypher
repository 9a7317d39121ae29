// The sides of these debates, hottest debate first.
// $ids texts: ids of debates
// $limit integer: at most this many rows
MATCH (p:Position)-[:`IN`]->(d:Debate)
WHERE d.id IN $ids
RETURN d.id AS near, p.id AS far, p.label AS label, d.heat AS heat, p.place AS place
ORDER BY heat DESC, near, place, far
LIMIT $limit
