// Claims that make a move with one of these words.
// $ids texts: words
UNWIND $ids AS id
MATCH (word:Word {id: id})<-[:MAKES]-(claim:Claim)
RETURN DISTINCT claim.id AS id
