// All sources, with their insights; what makes no claim, such as a tagline, is none.
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:READ_BY]->(x:Extraction)
RETURN s.name AS name, min(s.kind) AS kind, sum(CASE WHEN x.claims > 0 THEN 1 ELSE 0 END) AS insights,
       sum(CASE WHEN x.claims > 0 AND i.published IS NOT NULL THEN 1 ELSE 0 END) AS dated,
       min(i.published) AS first, max(i.published) AS last
ORDER BY name
