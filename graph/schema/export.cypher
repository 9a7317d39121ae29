// Every node and edge, one statement a table: what is exported, and compared between two stores.

// Source
MATCH (n:Source)
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.read_as AS read_as
ORDER BY id;

// Insight
MATCH (n:Insight)
RETURN n.id AS id, n.external_id AS external_id, n.text AS text, n.episode AS episode, n.speaker AS speaker,
       n.published AS published, n.week AS week, n.url AS url, n.read_at AS read_at, n.source_file AS
       source_file
ORDER BY id;

// Extraction
MATCH (n:Extraction)
RETURN n.id AS id, n.extracted_by AS extracted_by, n.claims AS claims, n.original AS original
ORDER BY id;

// Claim
MATCH (n:Claim)
RETURN n.id AS id, n.actor_mention AS actor_mention, n.mention_start AS mention_start, n.evidence AS evidence, n.start
       AS start, n.`end` AS `end`, n.strategy_text AS strategy_text, n.stance AS stance, n.polarity AS polarity,
       n.modality AS modality, n.confidence AS confidence, n.extracted_by AS extracted_by, n.vector AS vector,
       n.vector_model AS vector_model, n.time_offset AS time_offset
ORDER BY id;

// Entity
MATCH (n:Entity)
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.aliases AS aliases, n.curated_aliases AS curated_aliases
ORDER BY id;

// Strategy
MATCH (n:Strategy)
RETURN n.id AS id, n.name AS name
ORDER BY id;

// Position
MATCH (n:Position)
RETURN n.id AS id, n.label AS label, n.polarity AS polarity, n.place AS place
ORDER BY id;

// Debate
MATCH (n:Debate)
RETURN n.id AS id, n.facet AS facet, n.question AS question, n.opened AS opened, n.changed AS changed, n.heat AS heat
ORDER BY id;

// Quantity
MATCH (n:Quantity)
RETURN n.id AS id, n.value AS value, n.low AS low, n.high AS high, n.unit AS unit, n.scale AS scale, n.what AS what,
       n.at AS at
ORDER BY id;

// Review
MATCH (n:Review)
RETURN n.id AS id, n.target_kind AS target_kind, n.decision AS decision, n.reviewer AS reviewer, n.note AS note, n.at
       AS at, n.record AS record
ORDER BY id;

// Correction
MATCH (n:Correction)
RETURN n.id AS id, n.kind AS kind, n.author AS author, n.note AS note, n.at AS at, n.record AS record
ORDER BY id;

// PUBLISHED
MATCH (a:Source)-[r:PUBLISHED]->(b:Insight)
RETURN a.id AS from_id, b.id AS to_id
ORDER BY from_id, to_id;

// STATES
MATCH (a:Insight)-[r:STATES]->(b:Claim)
RETURN a.id AS from_id, b.id AS to_id
ORDER BY from_id, to_id;

// READ_BY
MATCH (a:Insight)-[r:READ_BY]->(b:Extraction)
RETURN a.id AS from_id, b.id AS to_id
ORDER BY from_id, to_id;

// ACTOR
MATCH (a:Claim)-[r:ACTOR]->(b:Entity)
RETURN a.id AS from_id, b.id AS to_id, r.name AS name
ORDER BY from_id, to_id;

// TARGETS
MATCH (a:Claim)-[r:TARGETS]->(b:Entity)
RETURN a.id AS from_id, b.id AS to_id, r.name AS name, r.place AS place
ORDER BY from_id, to_id, place;

// VOICED_BY
MATCH (a:Claim)-[r:VOICED_BY]->(b:Entity)
RETURN a.id AS from_id, b.id AS to_id, r.name AS name
ORDER BY from_id, to_id;

// MEASURES
MATCH (a:Claim)-[r:MEASURES]->(b:Quantity)
RETURN a.id AS from_id, b.id AS to_id, r.place AS place
ORDER BY from_id, to_id, place;

// PURSUES
MATCH (a:Claim)-[r:PURSUES]->(b:Strategy)
RETURN a.id AS from_id, b.id AS to_id
ORDER BY from_id, to_id;

// HOLDS
MATCH (a:Claim)-[r:HOLDS]->(b:Position)
RETURN a.id AS from_id, b.id AS to_id
ORDER BY from_id, to_id;

// IN
MATCH (a:Position)-[r:`IN`]->(b:Debate)
RETURN a.id AS from_id, b.id AS to_id
ORDER BY from_id, to_id;

// ABOUT Entity
MATCH (a:Debate)-[r:ABOUT]->(b:Entity)
RETURN a.id AS from_id, b.id AS to_id
ORDER BY from_id, to_id;

// ABOUT Strategy
MATCH (a:Debate)-[r:ABOUT]->(b:Strategy)
RETURN a.id AS from_id, b.id AS to_id
ORDER BY from_id, to_id;

// PART_OF
MATCH (a:Entity)-[r:PART_OF]->(b:Entity)
RETURN a.id AS from_id, b.id AS to_id, r.id AS id, r.evidence AS evidence, r.insight_id AS insight_id, r.since AS
       since, r.until AS until, r.child_name AS child_name, r.parent_name AS parent_name
ORDER BY from_id, to_id, id;

// LEADS
MATCH (a:Entity)-[r:LEADS]->(b:Entity)
RETURN a.id AS from_id, b.id AS to_id, r.id AS id, r.evidence AS evidence, r.insight_id AS insight_id, r.since AS
       since, r.until AS until, r.child_name AS child_name, r.parent_name AS parent_name
ORDER BY from_id, to_id, id;

// CONTRADICTS
MATCH (a:Claim)-[r:CONTRADICTS]->(b:Claim)
RETURN a.id AS from_id, b.id AS to_id, r.id AS id, r.facet AS facet, r.score AS score, r.reason AS reason, r.judged_by
       AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
ORDER BY from_id, to_id, id;

// AGREES_WITH
MATCH (a:Claim)-[r:AGREES_WITH]->(b:Claim)
RETURN a.id AS from_id, b.id AS to_id, r.id AS id, r.facet AS facet, r.score AS score, r.reason AS reason, r.judged_by
       AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
ORDER BY from_id, to_id, id;

// SUPERSEDES
MATCH (a:Claim)-[r:SUPERSEDES]->(b:Claim)
RETURN a.id AS from_id, b.id AS to_id, r.id AS id, r.facet AS facet, r.score AS score, r.reason AS reason, r.judged_by
       AS judged_by, r.status AS status, r.found_at AS found_at, r.move AS move
ORDER BY from_id, to_id, id;
