// Which claims agree with these, with when and where those were said.
// $claims texts: ids of claims
UNWIND $claims AS id
MATCH (c:Claim {id: id})
MATCH (c)-[r:AGREES_WITH]-(o:Claim)
MATCH (o)<-[:STATES]-(i:Insight)
MATCH (i)<-[:PUBLISHED]-(s:Source)
RETURN r.id AS id, c.id AS claim, o.id AS other, r.facet AS facet, r.score AS score, r.reason AS reason,
       r.status AS status, r.judged_by AS judged_by, i.id AS insight, s.name AS source, i.week AS week,
       i.read_at AS read_at
ORDER BY id, claim
