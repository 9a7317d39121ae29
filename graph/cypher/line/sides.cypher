// The sides of these debates, with how many claims, insights, sources, and of these digests, stand on each.
// Grouped by node: Neo4j groups by values in twice the time.
// $debates texts: ids of debates
MATCH (c:Claim)-[:HOLDS]->(p:Position)-[:`IN`]->(d:Debate)
WHERE d.id IN $debates
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(c)
WITH d, p, count(c) AS claims, count(DISTINCT i) AS insights, count(DISTINCT s.name) AS sources,
     count(DISTINCT CASE WHEN s.kind = 'digest' THEN s.name END) AS digests
RETURN d.id AS debate, p.id AS position, p.label AS label, p.polarity AS polarity, p.place AS place,
       claims, insights, sources, digests
ORDER BY debate, place, position
