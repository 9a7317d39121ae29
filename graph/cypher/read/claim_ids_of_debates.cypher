// Claims that hold a position in these debates, with the position.
// $ids texts: ids of debates
UNWIND $ids AS id
MATCH (debate:Debate {id: id})<-[:`IN`]-(position:Position)<-[:HOLDS]-(claim:Claim)
RETURN DISTINCT claim.id AS id, position.id AS position_id
