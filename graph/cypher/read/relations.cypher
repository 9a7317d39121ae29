// Relations with an end among these claims; one with both ends among them comes twice.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (one:Claim {id: id})-[r:CONTRADICTS]-(other:Claim)
RETURN one.id AS one, other.id AS other, 'CONTRADICTS' AS type, '' AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
UNION ALL
UNWIND $ids AS id
MATCH (one:Claim {id: id})-[r:AGREES_WITH]-(other:Claim)
RETURN one.id AS one, other.id AS other, 'AGREES_WITH' AS type, '' AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
UNION ALL
UNWIND $ids AS id
MATCH (one:Claim {id: id})-[r:SUPERSEDES]->(other:Claim)
RETURN one.id AS one, other.id AS other, 'SUPERSEDES' AS type, one.id AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
UNION ALL
UNWIND $ids AS id
MATCH (one:Claim {id: id})<-[r:SUPERSEDES]-(other:Claim)
RETURN one.id AS one, other.id AS other, 'SUPERSEDES' AS type, other.id AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
