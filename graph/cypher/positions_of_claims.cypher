// Which positions these claims hold, in which debates.
// $claims texts: ids of claims
UNWIND $claims AS id
MATCH (c:Claim {id: id})
MATCH (c)-[:HOLDS]->(p:Position)
MATCH (p)-[:`IN`]->(d:Debate)
RETURN c.id AS claim, p.id AS position, d.id AS debate, d.facet AS facet
ORDER BY debate, position, claim
