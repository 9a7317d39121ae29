// Which actors each debate is about.
MATCH (d:Debate)-[:ABOUT]->(e:Entity)
RETURN d.id AS debate, e.name AS actor
ORDER BY debate, actor
