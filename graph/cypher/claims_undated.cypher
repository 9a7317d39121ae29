// Claims of insights without a date, with the time of reading.
MATCH (i:Insight)-[:STATES]->(c:Claim)
WHERE i.published IS NULL
RETURN c.id AS claim, i.read_at AS read_at
ORDER BY claim
