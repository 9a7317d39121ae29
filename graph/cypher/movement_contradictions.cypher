// How many contradictions there are of which the later quote counts in a week.
// First those of which a quote was published in it, then those of which an undated one was read in it.
// DISTINCT keeps Neo4j from beginning with all contradictions.
// $week text: ISO week, such as 2026-W47
// $first text: its first day, ISO date
// $after text: the day after its last
MATCH (i:Insight)-[:STATES]->(:Claim)-[r:CONTRADICTS]->(:Claim)<-[:STATES]-(j:Insight)
WHERE i.week = $week AND r.status <> 'dismissed' AND coalesce(j.published, j.read_at) < $after
RETURN 'later first' AS later_end, count(r) AS contradictions
UNION ALL
MATCH (i:Insight)-[:STATES]->(:Claim)<-[r:CONTRADICTS]-(:Claim)<-[:STATES]-(j:Insight)
WHERE i.week = $week AND r.status <> 'dismissed' AND coalesce(j.published, j.read_at) < $first
RETURN 'later last' AS later_end, count(r) AS contradictions
UNION ALL
MATCH (i:Insight)
WHERE i.read_at >= $first AND i.read_at < $after AND i.week IS NULL
WITH DISTINCT i
MATCH (i)-[:STATES]->(:Claim)-[r:CONTRADICTS]->(:Claim)<-[:STATES]-(j:Insight)
WHERE r.status <> 'dismissed' AND coalesce(j.published, j.read_at) < $after
RETURN 'undated first' AS later_end, count(r) AS contradictions
UNION ALL
MATCH (i:Insight)
WHERE i.read_at >= $first AND i.read_at < $after AND i.week IS NULL
WITH DISTINCT i
MATCH (i)-[:STATES]->(:Claim)<-[r:CONTRADICTS]-(:Claim)<-[:STATES]-(j:Insight)
WHERE r.status <> 'dismissed' AND coalesce(j.published, j.read_at) < $first
RETURN 'undated last' AS later_end, count(r) AS contradictions
