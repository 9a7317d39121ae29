// One review; a review is never changed.
// $rows rows: id, target_kind, decision, reviewer, note, at, record
UNWIND $rows AS row
MERGE (review:Review {id: row.id})
ON CREATE SET review.target_kind = row.target_kind, review.decision = row.decision, review.reviewer = row.reviewer,
    review.note = row.note, review.at = row.at, review.record = row.record
