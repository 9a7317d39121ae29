// Insights that count in a week: published in it, or undated and read in it.
// $week text: ISO week, such as 2026-W47
// $first_day text: its first day
// $day_after text: the day after its last
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)
WHERE i.week = $week
RETURN i.id AS insight, s.name AS source, i.week AS week
ORDER BY insight
UNION ALL
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)
WHERE i.read_at >= $first_day AND i.read_at < $day_after AND i.week IS NULL
RETURN i.id AS insight, s.name AS source, i.week AS week
ORDER BY insight
