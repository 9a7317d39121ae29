// The strongest contradictions that start at the claims out of a source.
// $name text: name of the source in small letters
// $most integer = 20: at most this many rows
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(a:Claim)
WHERE toLower(s.name) = $name
MATCH (a)-[r:CONTRADICTS]->(b:Claim)
RETURN r.id AS id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.status AS status, r.judged_by AS judged_by
ORDER BY score DESC, id
LIMIT $most
