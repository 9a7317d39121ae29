// Out of which sources each debate has quotes, and of how many insights.
MATCH (d:Debate)<-[:`IN`]-(:Position)<-[:HOLDS]-(:Claim)<-[:STATES]-(i:Insight)<-[:PUBLISHED]-(s:Source)
RETURN d.id AS debate, collect(DISTINCT s.name) AS sources, count(DISTINCT i.id) AS insights
ORDER BY debate
