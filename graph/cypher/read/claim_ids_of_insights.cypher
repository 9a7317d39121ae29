// Claims that these insights state.
// $ids texts: ids of insights
UNWIND $ids AS id
MATCH (insight:Insight {id: id})-[:STATES]->(claim:Claim)
RETURN claim.id AS id
