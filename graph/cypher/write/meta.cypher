// The schema version.
// $schema_version integer: the version
MERGE (meta:Meta {id: 'faultline'})
SET meta.schema_version = $schema_version
