// Claims that say that nobody else makes a move with one of these words.
// $ids texts: words
UNWIND $ids AS id
MATCH (word:Word {id: id})<-[:EXCLUDES]-(claim:Claim)
RETURN DISTINCT claim.id AS id
