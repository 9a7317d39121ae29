// All reviews, oldest first.
MATCH (review:Review)
RETURN review.record AS record, review.at AS at, review.id AS id
ORDER BY at, id
