// Words by which no claim is looked up any more.
// $ids texts: words
UNWIND $ids AS id
MATCH (word:Word {id: id})
WHERE NOT EXISTS { MATCH (word)<-[:MAKES|EXCLUDES]-(:Claim) }
DETACH DELETE word
