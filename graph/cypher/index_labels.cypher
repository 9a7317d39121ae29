// How the sides of each debate are called.
MATCH (p:Position)-[:`IN`]->(d:Debate)
RETURN d.id AS debate, p.label AS label
ORDER BY debate, label, p.id
