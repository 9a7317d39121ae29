// Debates.
// $rows rows: id, facet, question, opened, changed, heat
UNWIND $rows AS row
MERGE (debate:Debate {id: row.id})
SET debate.facet = row.facet, debate.question = row.question, debate.opened = row.opened,
    debate.changed = row.changed, debate.heat = row.heat
