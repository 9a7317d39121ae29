// How many dated insights there are in each week.
MATCH (i:Insight)
WHERE i.week IS NOT NULL
RETURN i.week AS week, count(i) AS insights
ORDER BY week
