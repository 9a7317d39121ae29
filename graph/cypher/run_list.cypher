// The log of runs, the latest first: when each started, and what it read and found, as JSON.
MATCH (r:Run)
RETURN r.id AS id, r.started AS started, r.counts AS counts
ORDER BY started DESC, id
