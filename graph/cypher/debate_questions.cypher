// What these debates ask.
// $debates texts: ids of debates
MATCH (d:Debate)
WHERE d.id IN $debates
RETURN d.id AS debate, d.question AS question
ORDER BY debate
