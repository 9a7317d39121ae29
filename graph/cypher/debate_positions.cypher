// Who holds which position in these debates.
// $debates texts: ids of debates
MATCH (c:Claim)-[:HOLDS]->(p:Position)-[:`IN`]->(d:Debate)
WHERE d.id IN $debates
RETURN d.id AS debate, p.id AS position, p.label AS label, p.polarity AS polarity, p.place AS place, c.id AS claim
ORDER BY debate, position, claim
