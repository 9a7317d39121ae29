// What these insights claim of whom.
// $insights texts: ids of insights
UNWIND $insights AS id
MATCH (i:Insight {id: id})
MATCH (i)-[:STATES]->(c:Claim)
MATCH (c)-[:ACTOR]->(e:Entity)
RETURN c.id AS claim, i.id AS insight, e.name AS actor, c.polarity AS polarity, c.extracted_by AS extracted_by
ORDER BY claim
