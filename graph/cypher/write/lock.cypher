// Take the write lock of a Neo4j store: two runs meet at this node before they touch any other.
// $schema_version integer: the version, for a store that has none yet
MERGE (meta:Meta {id: 'faultline'})
ON CREATE SET meta.schema_version = $schema_version
SET meta.changes = coalesce(meta.changes, 0) + 1
