// Which earlier claims those of a week replace.
// First from insights published in it, then from undated ones read in it.
// $week text: ISO week, such as 2026-W47
// $first_day text: its first day
// $day_after text: the day after its last
MATCH (w:Insight)-[:STATES]->(a:Claim)-[r:SUPERSEDES]->(b:Claim)
WHERE w.week = $week
RETURN r.id AS id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.status AS status, r.judged_by AS judged_by
ORDER BY id
UNION ALL
MATCH (w:Insight)-[:STATES]->(a:Claim)-[r:SUPERSEDES]->(b:Claim)
WHERE w.read_at >= $first_day AND w.read_at < $day_after AND w.week IS NULL
RETURN r.id AS id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.status AS status, r.judged_by AS judged_by
ORDER BY id
