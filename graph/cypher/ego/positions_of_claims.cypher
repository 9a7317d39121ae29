// The positions that these claims hold.
// $ids texts: ids of claims
// $limit integer: at most this many rows
MATCH (c:Claim)-[:HOLDS]->(p:Position)
WHERE c.id IN $ids
RETURN c.id AS near, p.id AS far, p.label AS label
ORDER BY far, near
LIMIT $limit
