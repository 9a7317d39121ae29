// The debates that these positions are sides of.
// $ids texts: ids of positions
// $limit integer: at most this many rows
MATCH (p:Position)-[:`IN`]->(d:Debate)
WHERE p.id IN $ids
RETURN p.id AS near, d.id AS far, d.question AS label, d.heat AS heat
ORDER BY heat DESC, far, near
LIMIT $limit
