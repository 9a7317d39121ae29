// How many pairs of claims contradict each other, agree, or replace one another.
// What is grouped by a constant has no row where there is nothing: the counting stands apart.
MATCH (:Claim)-[r:CONTRADICTS]->(:Claim) WITH count(r) AS amount RETURN 'contradictions' AS what, amount
UNION ALL
MATCH (:Claim)-[r:AGREES_WITH]->(:Claim) WITH count(r) AS amount RETURN 'agreements' AS what, amount
UNION ALL
MATCH (:Claim)-[r:SUPERSEDES]->(:Claim) WITH count(r) AS amount RETURN 'updates' AS what, amount
