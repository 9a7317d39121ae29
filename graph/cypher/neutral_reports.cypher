// Claims that report these moves and take no side on them, oldest first.
// $strategies texts: ids of strategies
MATCH (i:Insight)-[:STATES]->(c:Claim)-[:PURSUES]->(s:Strategy)
WHERE s.id IN $strategies AND c.polarity = 0
RETURN s.id AS strategy, c.id AS claim, c.modality AS modality, i.id AS insight,
       coalesce(i.published, i.read_at, '') AS day
ORDER BY day, claim, strategy
