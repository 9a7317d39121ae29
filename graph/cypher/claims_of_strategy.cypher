// Claims about a move, by words in its name.
// $words text: words in small letters
MATCH (c:Claim)-[:PURSUES]->(s:Strategy)
WHERE toLower(s.name) CONTAINS $words OR toLower(c.strategy_text) CONTAINS $words
RETURN DISTINCT c.id AS claim
ORDER BY claim
