// Whom these claims are about.
// $ids texts: ids of claims
// $limit integer: at most this many rows
MATCH (c:Claim)-[:ACTOR]->(e:Entity)
WHERE c.id IN $ids
RETURN c.id AS near, e.id AS far, e.name AS label
ORDER BY label, far, near
LIMIT $limit
