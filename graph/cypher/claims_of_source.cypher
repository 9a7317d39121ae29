// Claims out of a source.
// $name text: name in small letters
MATCH (s:Source)-[:PUBLISHED]->(:Insight)-[:STATES]->(c:Claim)
WHERE toLower(s.name) = $name
RETURN DISTINCT c.id AS claim
ORDER BY claim
