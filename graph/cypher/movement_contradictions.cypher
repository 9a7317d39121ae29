// How many contradictions there are of which the later quote counts between two days.
// $first text: first day, ISO date
// $after text: the day after the last
MATCH (i:Insight)-[:STATES]->(:Claim)-[r:CONTRADICTS]->(:Claim)<-[:STATES]-(j:Insight)
WHERE coalesce(i.published, i.read_at) >= $first AND coalesce(i.published, i.read_at) < $after
  AND r.status <> 'dismissed' AND coalesce(j.published, j.read_at) < $after
RETURN 'later first' AS later_end, count(r) AS contradictions
UNION ALL
MATCH (i:Insight)-[:STATES]->(:Claim)<-[r:CONTRADICTS]-(:Claim)<-[:STATES]-(j:Insight)
WHERE coalesce(i.published, i.read_at) >= $first AND coalesce(i.published, i.read_at) < $after
  AND r.status <> 'dismissed' AND coalesce(j.published, j.read_at) < $first
RETURN 'later last' AS later_end, count(r) AS contradictions
