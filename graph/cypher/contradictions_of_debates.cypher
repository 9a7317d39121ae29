// The contradictions that start on a side of these debates, strongest first.
// $debates texts: ids of debates
MATCH (b:Claim)<-[r:CONTRADICTS]-(a:Claim)-[:HOLDS]->(:Position)-[:`IN`]->(d:Debate)
WHERE d.id IN $debates
RETURN d.id AS debate, r.id AS id, a.id AS a, b.id AS b, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.status AS status, r.judged_by AS judged_by
ORDER BY score DESC, id, debate
