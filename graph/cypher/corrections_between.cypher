// What people corrected from one day up to another, oldest first.
// $first_day text: ISO date
// $day_after text: ISO date, not counted any more
MATCH (correction:Correction)
WHERE correction.at >= $first_day AND correction.at < $day_after
RETURN correction.record AS record, correction.at AS at, correction.id AS id
ORDER BY at, id
