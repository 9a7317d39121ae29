// Whom debates are about.
// $rows rows: debate, entity
UNWIND $rows AS row
MATCH (debate:Debate {id: row.debate})
MATCH (entity:Entity {id: row.entity})
MERGE (debate)-[:ABOUT]->(entity)
