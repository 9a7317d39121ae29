// What reviewers decided from one day up to another, oldest first.
// $first_day text: ISO date
// $day_after text: ISO date, not counted any more
MATCH (review:Review)
WHERE review.at >= $first_day AND review.at < $day_after
RETURN review.record AS record, review.at AS at, review.id AS id
ORDER BY at, id
