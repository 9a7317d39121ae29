// Claims about these entities, the surest first.
// $ids texts: ids of entities
// $limit integer: at most this many rows
MATCH (c:Claim)-[:ACTOR]->(e:Entity)
WHERE e.id IN $ids
RETURN e.id AS near, c.id AS far, c.evidence AS label, c.confidence AS confidence
ORDER BY confidence DESC, far, near
LIMIT $limit
