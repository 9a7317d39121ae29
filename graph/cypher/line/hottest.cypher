// The hottest debates.
// $skip integer: leave out so many before them
// $most integer: at most this many
MATCH (d:Debate)
RETURN d.id AS id, d.facet AS facet, d.question AS question, d.heat AS heat, d.opened AS opened, d.changed AS changed
ORDER BY heat DESC, id
SKIP $skip LIMIT $most
