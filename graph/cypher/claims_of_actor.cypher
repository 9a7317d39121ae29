// Claims about an actor, under its name or one of its other names.
// $name text: name in small letters
// $alias text: name as written
MATCH (c:Claim)-[:ACTOR]->(e:Entity)
WHERE toLower(e.name) = $name OR $alias IN e.aliases
RETURN DISTINCT c.id AS claim
ORDER BY claim
