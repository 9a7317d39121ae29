// Claims published on a day or later.
// $day text: ISO date
MATCH (i:Insight)-[:STATES]->(c:Claim)
WHERE i.published >= $day
RETURN DISTINCT c.id AS claim
ORDER BY claim
