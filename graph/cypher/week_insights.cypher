// Insights that count in a week.
// First from insights published in it, then from undated ones read in it.
// $week text: ISO week, such as 2026-W47
// $first_day text: its first day
// $day_after text: the day after its last
MATCH (s:Source)-[:PUBLISHED]->(w:Insight)
WHERE w.week = $week
RETURN w.id AS insight, s.name AS source, w.week AS week
ORDER BY insight
UNION ALL
MATCH (s:Source)-[:PUBLISHED]->(w:Insight)
WHERE w.read_at >= $first_day AND w.read_at < $day_after AND w.week IS NULL
RETURN w.id AS insight, s.name AS source, w.week AS week
ORDER BY insight
