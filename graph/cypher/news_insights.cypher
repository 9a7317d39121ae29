// How many insights were read after a moment.
// $since text: UTC time, ISO
MATCH (i:Insight)-[:STATES]->(:Claim)
WHERE i.read_at > $since
RETURN count(DISTINCT i.id) AS insights
