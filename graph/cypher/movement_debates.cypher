// How many debates opened between two days.
// $first text: first day, ISO date
// $after text: the day after the last
MATCH (d:Debate)
WHERE d.opened >= $first AND d.opened < $after
RETURN count(d) AS debates
