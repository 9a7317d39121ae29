// Which of these claims replace which.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (a:Claim {id: id})
MATCH (a)-[r:SUPERSEDES]->(b:Claim)
WHERE b.id IN $ids AND r.status <> 'dismissed'
RETURN a.id AS near, b.id AS far
ORDER BY near, far
