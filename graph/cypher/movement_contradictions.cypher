// How many contradictions there are of which the later quote counts between two days.
// $first text: first day, ISO date
// $after text: the day after the last
MATCH (i:Insight)-[:STATES]->(:Claim)-[r:CONTRADICTS]->(:Claim)<-[:STATES]-(j:Insight)
WHERE r.status <> 'dismissed'
  AND coalesce(i.published, i.read_at) < $after AND coalesce(j.published, j.read_at) < $after
  AND (coalesce(i.published, i.read_at) >= $first OR coalesce(j.published, j.read_at) >= $first)
RETURN count(r) AS contradictions
