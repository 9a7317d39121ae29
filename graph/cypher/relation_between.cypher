// How two claims stand to each other.
// $a text: id of a claim
// $b text: id of the other claim
MATCH (a:Claim {id: $a})-[r:CONTRADICTS]-(b:Claim {id: $b}) RETURN 'CONTRADICTS' AS type, r.facet AS facet
UNION ALL
MATCH (a:Claim {id: $a})-[r:AGREES_WITH]-(b:Claim {id: $b}) RETURN 'AGREES_WITH' AS type, r.facet AS facet
UNION ALL
MATCH (a:Claim {id: $a})-[r:SUPERSEDES]-(b:Claim {id: $b}) RETURN 'SUPERSEDES' AS type, r.facet AS facet
