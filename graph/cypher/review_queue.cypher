// Contradictions with a status, the least certain first: score times the lower confidence of the two claims.
// Only those that are returned are read whole.
// $status text = open: open, confirmed, dismissed or disputed
// $limit integer = 100: at most this many
MATCH (a:Claim)-[r:CONTRADICTS]->(b:Claim)
WHERE r.status = $status
WITH a, b, r, r.id AS id,
     r.score * CASE WHEN a.confidence < b.confidence THEN a.confidence ELSE b.confidence END AS certainty
ORDER BY certainty, id
LIMIT $limit
RETURN id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score, r.reason AS reason, r.status AS status,
       r.judged_by AS judged_by, certainty
ORDER BY certainty, id
