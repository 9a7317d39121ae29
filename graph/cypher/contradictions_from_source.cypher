// The strongest contradictions that start at the claims out of a source.
// DISTINCT keeps Neo4j from beginning with all contradictions; only those that are shown are read whole.
// $name text: name of the source in small letters
// $most integer = 20: at most this many rows
MATCH (s:Source)
WHERE toLower(s.name) = $name
WITH DISTINCT s
MATCH (s)-[:PUBLISHED]->(:Insight)-[:STATES]->(a:Claim)-[r:CONTRADICTS]->(b:Claim)
WITH a, b, r, r.score AS score, r.id AS id
ORDER BY score DESC, id
LIMIT $most
RETURN id, a.id AS a, b.id AS b, r.facet AS facet, score, r.reason AS reason, r.status AS status,
       r.judged_by AS judged_by
ORDER BY score DESC, id
