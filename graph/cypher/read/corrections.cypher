// All corrections, oldest first.
MATCH (correction:Correction)
RETURN correction.record AS record, correction.at AS at, correction.id AS id
ORDER BY at, id
