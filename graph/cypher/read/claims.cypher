// Claims with their actor, insight and source.
// $ids texts: ids of claims
UNWIND $ids AS id
MATCH (claim:Claim {id: id})
MATCH (claim)<-[:STATES]-(insight:Insight)
MATCH (insight)<-[:PUBLISHED]-(source:Source)
MATCH (claim)-[named:ACTOR]->(actor:Entity)
RETURN claim.id AS id, insight.id AS insight_id, claim.extracted_by AS extracted_by, named.name AS actor,
       actor.id AS actor_id, claim.actor_mention AS actor_mention, claim.mention_start AS mention_start,
       claim.strategy_text AS strategy_text, claim.polarity AS polarity, claim.modality AS modality,
       claim.evidence AS evidence, claim.start AS span_start, claim.`end` AS span_end, claim.stance AS stance,
       claim.confidence AS confidence, claim.vector AS vector, claim.vector_model AS vector_model,
       claim.time_offset AS time_offset, source.name AS source, insight.speaker AS speaker,
       insight.published AS published
ORDER BY id
