// Which moves these claims speak of.
// $claims texts: ids of claims
MATCH (c:Claim)-[:PURSUES]->(s:Strategy)
WHERE c.id IN $claims
RETURN c.id AS claim, s.id AS strategy, s.name AS name
ORDER BY claim, strategy
