// How many claims each source makes.
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(c:Claim)
RETURN s.name AS name, count(c) AS claims
ORDER BY name
