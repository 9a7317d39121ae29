// How often a Neo4j store was written to.
MATCH (meta:Meta {id: 'faultline'})
RETURN coalesce(meta.changes, 0) AS changes
