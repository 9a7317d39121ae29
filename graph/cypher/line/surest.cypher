// The surest claim on a position.
// $position text: id of the position
MATCH (p:Position {id: $position})<-[:HOLDS]-(c:Claim)
RETURN c.id AS claim, c.confidence AS confidence
ORDER BY confidence DESC, claim
LIMIT 1
