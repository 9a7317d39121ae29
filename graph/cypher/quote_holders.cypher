// Who voices these claims, where the text names somebody.
// $claims texts: ids of claims
MATCH (c:Claim)-[:VOICED_BY]->(e:Entity)
WHERE c.id IN $claims
RETURN c.id AS claim, e.name AS holder
ORDER BY claim, holder
