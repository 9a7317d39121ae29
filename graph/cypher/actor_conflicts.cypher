// Which claims about an actor give other figures than a second claim does.
// $id text: id of the actor
MATCH (e:Entity)<-[:ACTOR]-(c:Claim)-[r:CONTRADICTS]-(o:Claim)
WHERE e.id = $id AND r.facet = 'number' AND r.status <> 'dismissed'
RETURN DISTINCT c.id AS claim, o.id AS other, r.id AS relation
ORDER BY claim, other
