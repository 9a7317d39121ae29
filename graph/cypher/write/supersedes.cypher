// Relations of type SUPERSEDES; when one was first found stays.
// $rows rows: id, a, b and the other fields
UNWIND $rows AS row
MATCH (a:Claim {id: row.a})
MATCH (b:Claim {id: row.b})
MERGE (a)-[relation:SUPERSEDES]->(b)
ON CREATE SET relation.found_at = row.found_at
SET relation.id = row.id, relation.facet = row.facet, relation.score = row.score, relation.reason = row.reason,
    relation.judged_by = row.judged_by, relation.status = row.status, relation.move = row.move
