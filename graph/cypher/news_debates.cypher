// Debates with contradictions that were found after a moment.
// $since text: UTC time, ISO
MATCH (:Claim)<-[r:CONTRADICTS]-(:Claim)-[:HOLDS]->(:Position)-[:`IN`]->(d:Debate)
WHERE r.found_at > $since AND r.status <> 'dismissed'
RETURN d.id AS debate, d.facet AS of_debate, r.facet AS facet, count(r) AS contradictions
ORDER BY contradictions DESC, debate, facet
