// How much stands behind each position of these debates: before a week, up to its end, and in all.
// An undated insight counts in the week in which it was read.
// $debates texts: ids of debates
// $week text: ISO week, such as 2026-W47
// $first_day text: its first day
// $day_after text: the day after its last
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(c:Claim)-[:HOLDS]->(p:Position)-[:`IN`]->(d:Debate)
WHERE d.id IN $debates
WITH s, i, c, p, d,
     i.week < $week OR (i.week IS NULL AND i.read_at < $first_day) AS earlier,
     i.week <= $week OR (i.week IS NULL AND i.read_at < $day_after) AS known
RETURN d.id AS debate, p.id AS position, p.label AS label, p.polarity AS polarity, p.place AS place,
       count(DISTINCT i.id) AS ever,
       count(DISTINCT CASE WHEN earlier THEN i.id END) AS insights_before,
       count(DISTINCT CASE WHEN earlier THEN s.name END) AS sources_before,
       count(DISTINCT CASE WHEN known THEN i.id END) AS insights,
       count(DISTINCT CASE WHEN known THEN s.name END) AS sources,
       count(DISTINCT CASE WHEN s.kind = 'digest' THEN s.name END) AS digests
ORDER BY debate, place, position
