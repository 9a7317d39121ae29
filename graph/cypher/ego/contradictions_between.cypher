// The contradictions between these claims.
// $ids texts: ids of claims
MATCH (a:Claim)-[r:CONTRADICTS]->(b:Claim)
WHERE a.id IN $ids AND b.id IN $ids AND r.status <> 'dismissed'
RETURN a.id AS near, b.id AS far
ORDER BY near, far
