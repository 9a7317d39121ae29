// The strongest contradictions that end at the claims about an actor.
// $id text: id of the actor
// $most integer = 20: at most this many rows
MATCH (e:Entity)<-[:ACTOR]-(b:Claim)
WHERE e.id = $id
MATCH (b)<-[r:CONTRADICTS]-(a:Claim)
RETURN r.id AS id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.status AS status, r.judged_by AS judged_by
ORDER BY score DESC, id
LIMIT $most
