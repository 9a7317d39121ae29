// What the insights of a week claim of whom.
// First from insights published in it, then from undated ones read in it.
// $week text: ISO week, such as 2026-W47
// $first_day text: its first day
// $day_after text: the day after its last
MATCH (w:Insight)-[:STATES]->(c:Claim)-[:ACTOR]->(e:Entity)
WHERE w.week = $week
RETURN c.id AS claim, w.id AS insight, e.name AS actor, c.polarity AS polarity, c.extracted_by AS extracted_by
ORDER BY claim
UNION ALL
MATCH (w:Insight)-[:STATES]->(c:Claim)-[:ACTOR]->(e:Entity)
WHERE w.read_at >= $first_day AND w.read_at < $day_after AND w.week IS NULL
RETURN c.id AS claim, w.id AS insight, e.name AS actor, c.polarity AS polarity, c.extracted_by AS extracted_by
ORDER BY claim
