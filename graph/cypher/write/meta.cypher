// The schema version, written once.
// $schema_version integer: the version
MERGE (meta:Meta {id: 'faultline'})
ON CREATE SET meta.schema_version = $schema_version
