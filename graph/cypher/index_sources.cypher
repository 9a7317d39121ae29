// Out of which sources each debate has quotes, and of how many insights.
MATCH (d:Debate)<-[:`IN`]-(:Position)<-[:HOLDS]-(:Claim)<-[:STATES]-(i:Insight)<-[:PUBLISHED]-(s:Source)
WITH d, collect(DISTINCT s.name) AS sources, count(DISTINCT i) AS insights
RETURN d.id AS debate, sources, insights
ORDER BY debate
