// Claims that speak of these moves.
// $strategies texts: ids of strategies
MATCH (c:Claim)-[:PURSUES]->(s:Strategy)
WHERE s.id IN $strategies
RETURN s.id AS strategy, c.id AS claim, c.strategy_text AS words, c.polarity AS polarity
ORDER BY strategy, claim
