// Which strategies debates are about.
// $rows rows: debate, strategy
UNWIND $rows AS row
MATCH (debate:Debate {id: row.debate})
MATCH (strategy:Strategy {id: row.strategy})
MERGE (debate)-[:ABOUT]->(strategy)
