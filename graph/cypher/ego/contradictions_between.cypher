// The contradictions between these claims.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (a:Claim {id: id})
MATCH (a)-[r:CONTRADICTS]->(b:Claim)
WHERE b.id IN $ids AND r.status <> 'dismissed'
RETURN a.id AS near, b.id AS far
ORDER BY near, far
