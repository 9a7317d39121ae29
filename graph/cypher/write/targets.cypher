// Whom claims speak of beside their actor: one edge a name, for two names can mean one entity.
// $rows rows: claim, entity, name, place
UNWIND $rows AS row
MATCH (claim:Claim {id: row.claim})
MATCH (entity:Entity {id: row.entity})
MERGE (claim)-[named:TARGETS {place: row.place}]->(entity)
SET named.name = row.name
