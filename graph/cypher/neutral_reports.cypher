// Claims that report these moves and take no side on them, oldest first.
// $strategies texts: ids of strategies
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(c:Claim)-[:PURSUES]->(m:Strategy)
WHERE m.id IN $strategies AND c.polarity = 0
RETURN m.id AS strategy, c.id AS claim, c.modality AS modality, i.id AS insight, s.name AS source,
       coalesce(i.published, i.read_at, '') AS day
ORDER BY day, claim, strategy
