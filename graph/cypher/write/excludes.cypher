// Words of the moves that claims say nobody else makes.
// $rows rows: claim, word
UNWIND $rows AS row
MATCH (claim:Claim {id: row.claim})
MERGE (word:Word {id: row.word})
MERGE (claim)-[:EXCLUDES]->(word)
