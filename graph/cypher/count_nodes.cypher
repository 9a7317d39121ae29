// How many sources, insights, claims, entities and debates there are.
MATCH (n:Source) RETURN 'sources' AS what, count(n) AS amount
UNION ALL
MATCH (n:Insight) RETURN 'insights' AS what, count(n) AS amount
UNION ALL
MATCH (n:Claim) RETURN 'claims' AS what, count(n) AS amount
UNION ALL
MATCH (n:Entity) RETURN 'entities' AS what, count(n) AS amount
UNION ALL
MATCH (n:Debate) RETURN 'debates' AS what, count(n) AS amount
