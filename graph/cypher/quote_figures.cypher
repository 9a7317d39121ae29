// The figures in these claims.
// $claims texts: ids of claims
MATCH (c:Claim)-[m:MEASURES]->(q:Quantity)
WHERE c.id IN $claims
RETURN c.id AS claim, q.value AS value, q.unit AS unit, q.scale AS scale, q.what AS what,
       q.low AS low, q.high AS high, q.at AS at
ORDER BY claim, m.place, q.id
