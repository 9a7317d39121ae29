// Claims that report these moves and take no side on them.
// $strategies texts: ids of strategies
MATCH (c:Claim)-[:PURSUES]->(s:Strategy)
WHERE s.id IN $strategies AND c.polarity = 0
RETURN s.id AS strategy, c.id AS claim
ORDER BY strategy, claim
