// All ties between entities.
MATCH (child:Entity)-[t:PART_OF]->(parent:Entity)
RETURN 'PART_OF' AS kind, child.id AS child, parent.id AS parent, t.id AS id, t.evidence AS evidence,
       t.insight_id AS insight_id, t.since AS since, t.until AS until,
       t.child_name AS child_name, t.parent_name AS parent_name
UNION ALL
MATCH (parent:Entity)-[t:LEADS]->(child:Entity)
RETURN 'LEADS' AS kind, child.id AS child, parent.id AS parent, t.id AS id, t.evidence AS evidence,
       t.insight_id AS insight_id, t.since AS since, t.until AS until,
       t.child_name AS child_name, t.parent_name AS parent_name
