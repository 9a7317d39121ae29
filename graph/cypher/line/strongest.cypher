// The claim on a position that is contradicted most from within the debate; of equals the surest.
// $position text: id of the position
// $positions texts: ids of all positions in its debate
// $facet text: facet of the debate
MATCH (p:Position {id: $position})<-[:HOLDS]-(a:Claim)-[r:CONTRADICTS]-(:Claim)-[:HOLDS]->(q:Position)
WHERE q.id IN $positions AND r.facet = $facet AND r.status <> 'dismissed'
RETURN a.id AS claim, a.confidence AS confidence, round(sum(r.score), 6) AS weight
ORDER BY weight DESC, confidence DESC, claim
LIMIT 1
