// Whom these debates are about.
// $ids texts: ids of debates
// $limit integer: at most this many rows
MATCH (d:Debate)-[:ABOUT]->(e:Entity)
WHERE d.id IN $ids
RETURN d.id AS near, e.id AS far, e.name AS label
ORDER BY label, far, near
LIMIT $limit
