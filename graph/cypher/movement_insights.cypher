// How many insights count between two days, and what they state; an undated one counts when it was read.
// $first text: first day, ISO date
// $after text: the day after the last
MATCH (i:Insight)-[:STATES]->(c:Claim)
WHERE coalesce(i.published, i.read_at) >= $first AND coalesce(i.published, i.read_at) < $after
RETURN count(DISTINCT i.id) AS insights, count(DISTINCT c.id) AS claims
