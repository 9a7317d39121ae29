// All sources, with how much of each there is.
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)
RETURN s.name AS name, s.kind AS kind, count(i) AS insights, count(i.published) AS dated,
       min(i.published) AS first, max(i.published) AS last
ORDER BY name
