// How many insights were read and hold no claim.
MATCH (x:Extraction)
WHERE x.claims = 0
RETURN count(x) AS amount
