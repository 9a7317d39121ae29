// The hottest debates.
// $limit integer: at most this many
MATCH (d:Debate)
RETURN d.id AS id, d.question AS label, d.heat AS heat
ORDER BY heat DESC, id
LIMIT $limit
