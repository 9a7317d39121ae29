// Relations with an end among a few claims; one with both ends among them comes twice.
// $ids texts: ids of claims
MATCH (one:Claim)-[r:CONTRADICTS]->(other:Claim)
WHERE one.id IN $ids
RETURN one.id AS one, other.id AS other, 'CONTRADICTS' AS type, '' AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
UNION ALL
MATCH (one:Claim)<-[r:CONTRADICTS]-(other:Claim)
WHERE one.id IN $ids
RETURN one.id AS one, other.id AS other, 'CONTRADICTS' AS type, '' AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
UNION ALL
MATCH (one:Claim)-[r:AGREES_WITH]->(other:Claim)
WHERE one.id IN $ids
RETURN one.id AS one, other.id AS other, 'AGREES_WITH' AS type, '' AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
UNION ALL
MATCH (one:Claim)<-[r:AGREES_WITH]-(other:Claim)
WHERE one.id IN $ids
RETURN one.id AS one, other.id AS other, 'AGREES_WITH' AS type, '' AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
UNION ALL
MATCH (one:Claim)-[r:SUPERSEDES]->(other:Claim)
WHERE one.id IN $ids
RETURN one.id AS one, other.id AS other, 'SUPERSEDES' AS type, one.id AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
UNION ALL
MATCH (one:Claim)<-[r:SUPERSEDES]-(other:Claim)
WHERE one.id IN $ids
RETURN one.id AS one, other.id AS other, 'SUPERSEDES' AS type, other.id AS later, r.facet AS facet, r.score AS score,
       r.reason AS reason, r.judged_by AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
