// The contradictions that start at these claims.
// $claims texts: ids of claims
MATCH (a:Claim)-[r:CONTRADICTS]->(b:Claim)
WHERE a.id IN $claims
RETURN r.id AS id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.status AS status, r.judged_by AS judged_by
ORDER BY score DESC, id
