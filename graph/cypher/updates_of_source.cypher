// What a source says now that replaces what was said before, latest first.
// $name text: name of the source in small letters
// $most integer = 20: at most this many rows
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(a:Claim)
WHERE toLower(s.name) = $name
MATCH (a)-[r:SUPERSEDES]->(b:Claim)
WHERE r.status <> 'dismissed'
RETURN r.id AS id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score, r.reason AS reason,
       r.status AS status, r.judged_by AS judged_by, coalesce(i.published, '') AS day
ORDER BY day DESC, id
LIMIT $most
