// The moves that claims about these entities speak of, with the number of claims, the most spoken of first.
// $ids texts: ids of entities
// $limit integer: at most this many rows
UNWIND $ids AS id
MATCH (e:Entity {id: id})
MATCH (c:Claim)-[:ACTOR]->(e)
MATCH (c)-[:PURSUES]->(s:Strategy)
RETURN s.id AS id, s.name AS label, count(DISTINCT c.id) AS claims
ORDER BY claims DESC, label, id
LIMIT $limit
