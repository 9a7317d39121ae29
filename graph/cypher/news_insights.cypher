// How many insights were read after a moment.
// $since text: UTC time, ISO
MATCH (i:Insight)
WHERE i.read_at > $since
RETURN count(i) AS insights
