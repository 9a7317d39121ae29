// In which debates these claims take a side.
// $claims texts: ids of claims
MATCH (c:Claim)-[:HOLDS]->(:Position)-[:`IN`]->(d:Debate)
WHERE c.id IN $claims
RETURN c.id AS claim, d.id AS debate, d.facet AS facet
ORDER BY debate, claim
