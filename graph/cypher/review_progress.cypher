// How many contradictions have which status.
MATCH (:Claim)-[r:CONTRADICTS]->(:Claim)
RETURN r.status AS status, count(r) AS amount
ORDER BY status
