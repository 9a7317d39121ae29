// Who voices which claim, under which name.
// $rows rows: claim, entity, name
UNWIND $rows AS row
MATCH (claim:Claim {id: row.claim})
MATCH (entity:Entity {id: row.entity})
MERGE (claim)-[named:VOICED_BY]->(entity)
SET named.name = row.name
