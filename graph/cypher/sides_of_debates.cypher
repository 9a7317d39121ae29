// The sides of these debates, with the number of insights on each.
// $debates texts: ids of debates
MATCH (i:Insight)-[:STATES]->(c:Claim)-[:HOLDS]->(p:Position)-[:`IN`]->(d:Debate)
WHERE d.id IN $debates
RETURN d.id AS debate, p.id AS position, p.label AS label, p.polarity AS polarity, p.place AS place,
       count(DISTINCT i.id) AS insights
ORDER BY debate, place, position
