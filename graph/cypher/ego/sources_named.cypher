// Sources of a name.
// $name text: name in small letters
MATCH (s:Source)
WHERE toLower(s.name) = $name
RETURN DISTINCT s.name AS id, s.name AS label
ORDER BY id
