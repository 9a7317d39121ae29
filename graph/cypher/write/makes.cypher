// Words of the moves that claims make.
// $rows rows: claim, word
UNWIND $rows AS row
MATCH (claim:Claim {id: row.claim})
MERGE (word:Word {id: row.word})
MERGE (claim)-[:MAKES]->(word)
