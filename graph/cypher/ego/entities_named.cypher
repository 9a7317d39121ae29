// Entities of a name or another of their names.
// $name text: name in small letters
// $alias text: name as written
MATCH (e:Entity)
WHERE toLower(e.name) = $name OR $alias IN e.aliases
RETURN e.id AS id, e.name AS label
ORDER BY id
