// Claims as a reader sees them: the words, where they stand, who said them and when.
// $claims texts: ids of claims
MATCH (s:Source)-[:PUBLISHED]->(i:Insight)-[:STATES]->(c:Claim)-[:ACTOR]->(e:Entity)
WHERE c.id IN $claims
RETURN c.id AS claim_id, i.id AS insight_id, i.text AS text, c.start AS span_start, c.`end` AS span_end,
       e.name AS actor, c.strategy_text AS strategy, c.stance AS stance, c.polarity AS polarity,
       c.modality AS modality, s.name AS source, s.kind AS source_kind, i.speaker AS speaker,
       i.episode AS episode, i.published AS published, i.week AS week, i.url AS url,
       i.read_at AS read_at, c.confidence AS confidence, c.extracted_by AS extracted_by
ORDER BY claim_id
