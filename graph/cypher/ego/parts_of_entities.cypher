// Entities that these are part of, or that are part of these.
// $ids texts: ids of entities
// $limit integer: at most this many rows
MATCH (e:Entity)-[:PART_OF]-(o:Entity)
WHERE e.id IN $ids
RETURN DISTINCT e.id AS near, o.id AS far, o.name AS label
ORDER BY label, far, near
LIMIT $limit
