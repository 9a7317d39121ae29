// Claims, without what is written apart because it may be null in every row.
// $rows rows: id and the other fields
UNWIND $rows AS row
MERGE (claim:Claim {id: row.id})
SET claim.actor_mention = row.actor_mention, claim.mention_start = row.mention_start, claim.evidence = row.evidence,
    claim.start = row.span_start, claim.`end` = row.span_end, claim.strategy_text = row.strategy_text,
    claim.stance = row.stance, claim.polarity = row.polarity, claim.modality = row.modality,
    claim.confidence = row.confidence, claim.extracted_by = row.extracted_by
