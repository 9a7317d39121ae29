// The claims of the move that one claim speaks of, with their actor, insight and source; without vectors and figures.
// $claim text: id of the claim
MATCH (one:Claim {id: $claim})-[:PURSUES]->(move:Strategy)
MATCH (move)<-[:PURSUES]-(claim:Claim)<-[:STATES]-(insight:Insight)<-[:PUBLISHED]-(source:Source)
MATCH (claim)-[named:ACTOR]->(actor:Entity)
RETURN claim.id AS id, insight.id AS insight_id, claim.extracted_by AS extracted_by, named.name AS actor,
       actor.id AS actor_id, claim.actor_mention AS actor_mention, claim.mention_start AS mention_start,
       claim.strategy_text AS strategy_text, claim.polarity AS polarity, claim.modality AS modality,
       claim.evidence AS evidence, claim.start AS span_start, claim.`end` AS span_end, claim.stance AS stance,
       claim.confidence AS confidence, source.name AS source, insight.speaker AS speaker,
       insight.published AS published
ORDER BY id
