// How many insights up to the end of a week say, without a doubt, that the move of these debates was made.
// $debates texts: ids of debates
// $week text: ISO week, such as 2026-W47
// $day_after text: the day after its last
MATCH (d:Debate)-[:ABOUT]->(s:Strategy)<-[:PURSUES]-(c:Claim)<-[:STATES]-(i:Insight)
WHERE d.id IN $debates AND c.modality IN ['asserted', 'reported']
      AND (i.week <= $week OR (i.week IS NULL AND i.read_at < $day_after))
      AND (c.polarity = 0 OR EXISTS { MATCH (c)-[:HOLDS]->(:Position)-[:`IN`]->(d) })
RETURN d.id AS debate, count(DISTINCT i.id) AS insights
ORDER BY debate
