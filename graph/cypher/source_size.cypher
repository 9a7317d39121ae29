// How many insights and claims a source has.
// $source text: id of the source
MATCH (s:Source {id: $source})
OPTIONAL MATCH (s)-[:PUBLISHED]->(i:Insight)
OPTIONAL MATCH (i)-[:STATES]->(c:Claim)
RETURN count(DISTINCT CASE WHEN c.id IS NULL THEN NULL ELSE i.id END) AS insights, count(c.id) AS claims
