// The hottest debates.
// $most integer: at most this many
MATCH (d:Debate)
RETURN d.id AS id, d.facet AS facet, d.question AS question, d.heat AS heat, d.opened AS opened, d.changed AS changed
ORDER BY heat DESC, id
LIMIT $most
