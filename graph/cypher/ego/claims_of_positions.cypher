// Claims that hold these positions, the surest first.
// $ids texts: ids of positions
// $limit integer: at most this many rows
MATCH (c:Claim)-[:HOLDS]->(p:Position)
WHERE p.id IN $ids
RETURN p.id AS near, c.id AS far, c.evidence AS label, c.confidence AS confidence
ORDER BY confidence DESC, far, near
LIMIT $limit
