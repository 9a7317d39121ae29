// Entities, with all their names worked out.
// $rows rows: id, name, kind, aliases, curated_aliases
UNWIND $rows AS row
MERGE (entity:Entity {id: row.id})
SET entity.name = row.name, entity.kind = row.kind, entity.aliases = row.aliases,
    entity.curated_aliases = row.curated_aliases
