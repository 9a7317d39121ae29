// Which insight states which claim.
// $rows rows: insight, claim
UNWIND $rows AS row
MATCH (insight:Insight {id: row.insight})
MATCH (claim:Claim {id: row.claim})
MERGE (insight)-[:STATES]->(claim)
