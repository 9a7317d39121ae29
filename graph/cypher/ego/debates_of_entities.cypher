// Debates about these entities, hottest first.
// $ids texts: ids of entities
// $limit integer: at most this many rows
MATCH (d:Debate)-[:ABOUT]->(e:Entity)
WHERE e.id IN $ids
RETURN e.id AS near, d.id AS far, d.question AS label, d.heat AS heat
ORDER BY heat DESC, far, near
LIMIT $limit
