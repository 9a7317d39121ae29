// Debates of which all quotes come out of one source.
// $most integer = 20: at most this many rows
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(:Claim)-[:HOLDS]->(:Position)-[:`IN`]->(d:Debate)
WITH d, min(s.kind) AS kind, min(s.name) AS source, count(DISTINCT s.name) AS sources, count(DISTINCT i) AS insights
WHERE sources = 1 AND kind <> 'digest'
RETURN d.id AS id, source, insights, d.heat AS heat
ORDER BY insights DESC, heat DESC, id
LIMIT $most
