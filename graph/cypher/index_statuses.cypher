// What reviewers made of the contradictions that start in each debate.
MATCH (:Claim)<-[r:CONTRADICTS]-(:Claim)-[:HOLDS]->(:Position)-[:`IN`]->(d:Debate)
RETURN d.id AS debate, r.facet AS facet, r.status AS status, count(r) AS contradictions
ORDER BY debate, facet, status
