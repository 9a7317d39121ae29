// How many nodes and edges of each kind there are.
MATCH (n:Source) WITH count(*) AS amount RETURN 'sources' AS what, amount
UNION ALL
MATCH (n:Insight) WITH count(*) AS amount RETURN 'insights' AS what, amount
UNION ALL
MATCH (n:Extraction) WITH count(*) AS amount RETURN 'extractions' AS what, amount
UNION ALL
MATCH (n:Claim) WITH count(*) AS amount RETURN 'claims' AS what, amount
UNION ALL
MATCH (n:Entity) WITH count(*) AS amount RETURN 'entities' AS what, amount
UNION ALL
MATCH (n:Strategy) WITH count(*) AS amount RETURN 'strategies' AS what, amount
UNION ALL
MATCH (n:Position) WITH count(*) AS amount RETURN 'positions' AS what, amount
UNION ALL
MATCH (n:Debate) WITH count(*) AS amount RETURN 'debates' AS what, amount
UNION ALL
MATCH (n:Quantity) WITH count(*) AS amount RETURN 'quantities' AS what, amount
UNION ALL
MATCH (n:Review) WITH count(*) AS amount RETURN 'reviews' AS what, amount
UNION ALL
MATCH (n:Correction) WITH count(*) AS amount RETURN 'corrections' AS what, amount
UNION ALL
MATCH (:Source)-[r:PUBLISHED]->(:Insight) WITH count(*) AS amount RETURN 'PUBLISHED' AS what, amount
UNION ALL
MATCH (:Insight)-[r:STATES]->(:Claim) WITH count(*) AS amount RETURN 'STATES' AS what, amount
UNION ALL
MATCH (:Insight)-[r:READ_BY]->(:Extraction) WITH count(*) AS amount RETURN 'READ_BY' AS what, amount
UNION ALL
MATCH (:Claim)-[r:ACTOR]->(:Entity) WITH count(*) AS amount RETURN 'ACTOR' AS what, amount
UNION ALL
MATCH (:Claim)-[r:TARGETS]->(:Entity) WITH count(*) AS amount RETURN 'TARGETS' AS what, amount
UNION ALL
MATCH (:Claim)-[r:VOICED_BY]->(:Entity) WITH count(*) AS amount RETURN 'VOICED_BY' AS what, amount
UNION ALL
MATCH (:Claim)-[r:MEASURES]->(:Quantity) WITH count(*) AS amount RETURN 'MEASURES' AS what, amount
UNION ALL
MATCH (:Claim)-[r:PURSUES]->(:Strategy) WITH count(*) AS amount RETURN 'PURSUES' AS what, amount
UNION ALL
MATCH (:Claim)-[r:HOLDS]->(:Position) WITH count(*) AS amount RETURN 'HOLDS' AS what, amount
UNION ALL
MATCH (:Position)-[r:`IN`]->(:Debate) WITH count(*) AS amount RETURN 'IN' AS what, amount
UNION ALL
MATCH (:Debate)-[r:ABOUT]->() WITH count(*) AS amount RETURN 'ABOUT' AS what, amount
UNION ALL
MATCH (:Entity)-[r:PART_OF]->(:Entity) WITH count(*) AS amount RETURN 'PART_OF' AS what, amount
UNION ALL
MATCH (:Entity)-[r:LEADS]->(:Entity) WITH count(*) AS amount RETURN 'LEADS' AS what, amount
UNION ALL
MATCH (:Claim)-[r:CONTRADICTS]->(:Claim) WITH count(*) AS amount RETURN 'CONTRADICTS' AS what, amount
UNION ALL
MATCH (:Claim)-[r:AGREES_WITH]->(:Claim) WITH count(*) AS amount RETURN 'AGREES_WITH' AS what, amount
UNION ALL
MATCH (:Claim)-[r:SUPERSEDES]->(:Claim) WITH count(*) AS amount RETURN 'SUPERSEDES' AS what, amount
