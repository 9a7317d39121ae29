// Which earlier claims these replace.
// $claims texts: ids of the later claims
UNWIND $claims AS id
MATCH (a:Claim {id: id})
MATCH (a)-[r:SUPERSEDES]->(b:Claim)
RETURN r.id AS id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.status AS status, r.judged_by AS judged_by
ORDER BY score DESC, id
