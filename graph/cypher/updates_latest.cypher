// The latest claims that replace earlier ones.
// $most integer = 20: at most this many rows
MATCH (i:Insight)-[:STATES]->(a:Claim)-[r:SUPERSEDES]->(b:Claim)
WHERE r.status <> 'dismissed'
RETURN r.id AS id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score, r.reason AS reason,
       r.status AS status, r.judged_by AS judged_by, coalesce(i.published, '') AS day
ORDER BY day DESC, id
LIMIT $most
