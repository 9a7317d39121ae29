// The schema version.
MATCH (meta:Meta {id: 'faultline'})
RETURN meta.schema_version AS schema_version
