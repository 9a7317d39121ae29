// Who leads these entities, or whom they lead.
// $ids texts: ids of entities
// $limit integer: at most this many rows
MATCH (e:Entity)-[:LEADS]-(o:Entity)
WHERE e.id IN $ids
RETURN DISTINCT e.id AS near, o.id AS far, o.name AS label
ORDER BY label, far, near
LIMIT $limit
