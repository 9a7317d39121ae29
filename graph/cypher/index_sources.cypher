// Out of which sources each debate has quotes, and how many insights of each.
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(:Claim)-[:HOLDS]->(:Position)-[:`IN`]->(d:Debate)
RETURN d.id AS debate, s.name AS source, count(DISTINCT i.id) AS insights
ORDER BY debate, source
