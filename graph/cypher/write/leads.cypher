// Ties of type LEADS, one for each text that states it.
// $rows rows: id, parent, child, evidence, insight_id (empty where the curated file says it), since, until, child_name, parent_name
UNWIND $rows AS row
MATCH (one:Entity {id: row.parent})
MATCH (other:Entity {id: row.child})
MERGE (one)-[tie:LEADS {id: row.id}]->(other)
SET tie.evidence = row.evidence, tie.insight_id = row.insight_id, tie.since = row.since, tie.until = row.until,
    tie.child_name = row.child_name, tie.parent_name = row.parent_name
