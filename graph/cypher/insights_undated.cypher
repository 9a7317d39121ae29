// Insights without a date, with the time of reading.
MATCH (i:Insight)
WHERE i.published IS NULL
RETURN i.id AS insight, i.read_at AS read_at
ORDER BY insight
