// These debates.
// $debates texts: ids of debates
UNWIND $debates AS id
MATCH (d:Debate {id: id})
RETURN d.id AS id, d.facet AS facet, d.question AS question, d.heat AS heat, d.opened AS opened, d.changed AS changed
ORDER BY heat DESC, id
