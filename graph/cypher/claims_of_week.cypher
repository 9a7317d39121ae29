// Claims published in a week.
// $week text: ISO week, such as 2026-W47
MATCH (i:Insight)-[:STATES]->(c:Claim)
WHERE i.week = $week
RETURN DISTINCT c.id AS claim
ORDER BY claim
