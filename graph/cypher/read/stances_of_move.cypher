// The contradictions and agreements that start at the claims of the move that one claim speaks of, with their moves.
// Asked here for one facet, the embedded engine lets others through: the caller chooses.
// $claim text: id of the claim
MATCH (one:Claim {id: $claim})-[:PURSUES]->(move:Strategy)
MATCH (move)<-[:PURSUES]-(a:Claim)
MATCH (a)-[r:CONTRADICTS]->(b:Claim)
MATCH (b)-[:PURSUES]->(other:Strategy)
RETURN a.id AS a, b.id AS b, 'CONTRADICTS' AS type, r.facet AS facet, r.status AS status, r.score AS score,
       move.id AS move, move.name AS move_name, other.id AS other, other.name AS other_name
UNION ALL
MATCH (one:Claim {id: $claim})-[:PURSUES]->(move:Strategy)
MATCH (move)<-[:PURSUES]-(a:Claim)
MATCH (a)-[r:AGREES_WITH]->(b:Claim)
MATCH (b)-[:PURSUES]->(other:Strategy)
RETURN a.id AS a, b.id AS b, 'AGREES_WITH' AS type, r.facet AS facet, r.status AS status, r.score AS score,
       move.id AS move, move.name AS move_name, other.id AS other, other.name AS other_name
