// How many sources, insights, claims, entities and debates there are.
// What is grouped by a constant has no row where there is nothing: the counting stands apart.
MATCH (n:Source) WITH count(DISTINCT n.name) AS amount RETURN 'sources' AS what, amount
UNION ALL
MATCH (n:Insight) WITH count(n) AS amount RETURN 'insights' AS what, amount
UNION ALL
MATCH (n:Claim) WITH count(n) AS amount RETURN 'claims' AS what, amount
UNION ALL
MATCH (n:Entity) WITH count(n) AS amount RETURN 'entities' AS what, amount
UNION ALL
MATCH (n:Debate) WITH count(n) AS amount RETURN 'debates' AS what, amount
