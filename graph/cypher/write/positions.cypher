// The sides of debates, in their order.
// $rows rows: id, debate, label, polarity, place
UNWIND $rows AS row
MATCH (debate:Debate {id: row.debate})
MERGE (position:Position {id: row.id})
SET position.label = row.label, position.polarity = row.polarity, position.place = row.place
MERGE (position)-[:`IN`]->(debate)
