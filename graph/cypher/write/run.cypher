// One line of the log of runs.
// $rows rows: id, started, counts
UNWIND $rows AS row
MERGE (run:Run {id: row.id})
SET run.started = row.started, run.counts = row.counts
