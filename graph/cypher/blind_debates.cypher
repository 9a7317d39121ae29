// Debates of which all quotes come out of one source.
// $most integer = 20: at most this many rows
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(:Claim)-[:HOLDS]->(:Position)-[:`IN`]->(d:Debate)
WITH d.id AS id, d.heat AS heat, min(s.kind) AS kind, min(s.name) AS source, count(DISTINCT s.name) AS sources,
     count(DISTINCT i.id) AS insights
WHERE sources = 1 AND kind <> 'digest'
RETURN id, source, insights, heat
ORDER BY insights DESC, heat DESC, id
LIMIT $most
