// How many claims report the moves of these debates and judge nothing, out of how many insights and sources.
// $debates texts: ids of debates
MATCH (d:Debate)-[:ABOUT]->(:Strategy)<-[:PURSUES]-(c:Claim)<-[:STATES]-(i:Insight)<-[:PUBLISHED]-(s:Source)
WHERE d.id IN $debates AND c.polarity = 0
RETURN d.id AS debate, count(DISTINCT c.id) AS reports, count(DISTINCT i.id) AS insights,
       count(DISTINCT s.name) AS sources
ORDER BY debate
