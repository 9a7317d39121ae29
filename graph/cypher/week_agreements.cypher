// What agrees with the claims of a week, with when and where it was said.
// First from insights published in it, then from undated ones read in it.
// $week text: ISO week, such as 2026-W47
// $first_day text: its first day
// $day_after text: the day after its last
MATCH (w:Insight)-[:STATES]->(c:Claim)-[r:AGREES_WITH]-(o:Claim)<-[:STATES]-(i:Insight)<-[:PUBLISHED]-(s:Source)
WHERE w.week = $week
RETURN r.id AS id, c.id AS claim, o.id AS other, r.facet AS facet, r.score AS score, r.reason AS reason,
       r.status AS status, r.judged_by AS judged_by, i.id AS insight, s.name AS source, i.week AS week,
       i.read_at AS read_at
ORDER BY id, claim
UNION ALL
MATCH (w:Insight)-[:STATES]->(c:Claim)-[r:AGREES_WITH]-(o:Claim)<-[:STATES]-(i:Insight)<-[:PUBLISHED]-(s:Source)
WHERE w.read_at >= $first_day AND w.read_at < $day_after AND w.week IS NULL
RETURN r.id AS id, c.id AS claim, o.id AS other, r.facet AS facet, r.score AS score, r.reason AS reason,
       r.status AS status, r.judged_by AS judged_by, i.id AS insight, s.name AS source, i.week AS week,
       i.read_at AS read_at
ORDER BY id, claim
