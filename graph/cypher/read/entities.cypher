// Entities with all their names.
// $ids texts: ids of entities
UNWIND $ids AS id
MATCH (entity:Entity {id: id})
RETURN entity.id AS id, entity.name AS name, entity.kind AS kind, entity.aliases AS aliases,
       entity.curated_aliases AS curated_aliases
ORDER BY id
