// How many insights were read and hold no claim.
MATCH (i:Insight)-[:READ_BY]->(:Extraction)
WHERE NOT EXISTS { MATCH (i)-[:STATES]->(:Claim) }
RETURN count(DISTINCT i.id) AS amount
