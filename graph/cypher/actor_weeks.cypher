// How an actor is judged from week to week; claims of undated insights have no week.
// $id text: id of the actor
MATCH (i:Insight)-[:STATES]->(c:Claim)-[:ACTOR]->(e:Entity)
WHERE e.id = $id
RETURN coalesce(i.week, '') AS week, c.polarity AS polarity, count(c) AS claims
ORDER BY week, polarity
