// How many pairs of claims contradict each other, agree, or replace one another.
MATCH (:Claim)-[r:CONTRADICTS]->(:Claim) RETURN 'contradictions' AS what, count(r) AS amount
UNION ALL
MATCH (:Claim)-[r:AGREES_WITH]->(:Claim) RETURN 'agreements' AS what, count(r) AS amount
UNION ALL
MATCH (:Claim)-[r:SUPERSEDES]->(:Claim) RETURN 'updates' AS what, count(r) AS amount
