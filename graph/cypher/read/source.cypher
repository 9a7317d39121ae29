// A source under the name it was read with.
// $source text: id of the source
MATCH (source:Source {id: $source})
RETURN source.read_as AS name, source.kind AS kind
