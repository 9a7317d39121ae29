// How many pairs of claims contradict each other, agree, or replace one another.
// What is grouped by a constant has no row where there is nothing: the counting stands apart.
// One end without a label: Neo4j reads such a number off instead of counting.
MATCH (:Claim)-[r:CONTRADICTS]->() WITH count(r) AS amount RETURN 'contradictions' AS what, amount
UNION ALL
MATCH (:Claim)-[r:AGREES_WITH]->() WITH count(r) AS amount RETURN 'agreements' AS what, amount
UNION ALL
MATCH (:Claim)-[r:SUPERSEDES]->() WITH count(r) AS amount RETURN 'updates' AS what, amount
