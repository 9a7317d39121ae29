// The words by which these claims are looked up.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (claim:Claim {id: id})-[:MAKES|EXCLUDES]->(word:Word)
RETURN DISTINCT word.id AS id
