// Who belongs to an actor, and to whom it belongs.
// $id text: id of the actor
MATCH (e:Entity {id: $id})-[t:PART_OF]->(o:Entity) RETURN 'part of' AS tie, o.name AS name, t.evidence AS evidence, t.since AS since, t.until AS until
UNION ALL
MATCH (e:Entity {id: $id})<-[t:PART_OF]-(o:Entity) RETURN 'owns' AS tie, o.name AS name, t.evidence AS evidence, t.since AS since, t.until AS until
UNION ALL
MATCH (e:Entity {id: $id})-[t:LEADS]->(o:Entity) RETURN 'led by' AS tie, o.name AS name, t.evidence AS evidence, t.since AS since, t.until AS until
UNION ALL
MATCH (e:Entity {id: $id})<-[t:LEADS]-(o:Entity) RETURN 'leads' AS tie, o.name AS name, t.evidence AS evidence, t.since AS since, t.until AS until
