// Claims that pursue these strategies.
// $ids texts: ids of strategies
UNWIND $ids AS id
MATCH (strategy:Strategy {id: id})<-[:PURSUES]-(claim:Claim)
RETURN DISTINCT claim.id AS id
