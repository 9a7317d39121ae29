// Which claim pursues which strategy.
// $rows rows: claim, strategy
UNWIND $rows AS row
MATCH (claim:Claim {id: row.claim})
MATCH (strategy:Strategy {id: row.strategy})
MERGE (claim)-[:PURSUES]->(strategy)
