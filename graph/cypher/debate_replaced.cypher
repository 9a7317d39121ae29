// How many claims on the positions of these debates had been replaced by the end of a week, and of how many.
// Positions of which nothing was replaced are left out.
// $debates texts: ids of debates
// $week text: ISO week, such as 2026-W47
// $day_after text: the day after its last
MATCH (d:Debate)<-[:`IN`]-(p:Position)<-[:HOLDS]-(c:Claim)<-[:SUPERSEDES]-(:Claim)<-[:STATES]-(i:Insight)
WHERE d.id IN $debates AND (i.week <= $week OR (i.week IS NULL AND i.read_at < $day_after))
WITH d.id AS debate, p.id AS position, count(DISTINCT c.id) AS replaced
MATCH (j:Insight)-[:STATES]->(held:Claim)-[:HOLDS]->(q:Position)
WHERE q.id = position AND (j.week <= $week OR (j.week IS NULL AND j.read_at < $day_after))
RETURN debate, position, replaced, count(DISTINCT held.id) AS claims
ORDER BY debate, position
