// The debates about an actor, hottest first.
// $id text: id of the actor
// $most integer = 20: at most this many rows
MATCH (d:Debate)-[:ABOUT]->(e:Entity)
WHERE e.id = $id
RETURN d.id AS id, d.facet AS facet, d.question AS question, d.heat AS heat, d.opened AS opened, d.changed AS changed
ORDER BY heat DESC, id
LIMIT $most
