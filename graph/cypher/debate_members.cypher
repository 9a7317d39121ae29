// The claims on all sides of these debates, with what a side is counted and ordered by.
// $debates texts: ids of debates
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(c:Claim)-[:HOLDS]->(p:Position)-[:`IN`]->(d:Debate)
WHERE d.id IN $debates
MATCH (c)-[:ACTOR]->(e:Entity)
RETURN d.id AS debate, p.id AS position, p.label AS label, p.polarity AS polarity, p.place AS place, c.id AS claim,
       c.confidence AS confidence, c.modality AS modality, c.strategy_text AS strategy, e.name AS actor,
       i.id AS insight, s.name AS source, s.kind AS source_kind
ORDER BY debate, position, claim
