// The latest week that holds dated insights, and the latest time of reading.
MATCH (i:Insight)
RETURN max(i.week) AS dated, max(i.read_at) AS read
