// Claims of these sources that take a side in a debate, the surest first.
// $ids texts: names of sources
// $limit integer: at most this many rows
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(c:Claim)
WHERE s.name IN $ids AND EXISTS { MATCH (c)-[:HOLDS]->(:Position) }
RETURN s.name AS near, c.id AS far, c.evidence AS label, c.confidence AS confidence
ORDER BY confidence DESC, far, near
LIMIT $limit
