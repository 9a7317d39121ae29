// The sources that make these claims.
// $ids texts: ids of claims
// $limit integer: at most this many rows
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(c:Claim)
WHERE c.id IN $ids
RETURN c.id AS near, s.name AS far, s.name AS label
ORDER BY label, far, near
LIMIT $limit
