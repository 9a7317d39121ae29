// Which claim holds which position.
// $rows rows: claim, position
UNWIND $rows AS row
MATCH (claim:Claim {id: row.claim})
MATCH (position:Position {id: row.position})
MERGE (claim)-[:HOLDS]->(position)
