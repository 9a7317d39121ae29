// Who goes by a name.
// $name text: name in small letters
// $alias text: name as written
MATCH (e:Entity)
WHERE toLower(e.name) = $name OR $alias IN e.aliases
RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases
ORDER BY id
