// Insights of which a claim names one of these entities.
// $ids texts: ids of entities
UNWIND $ids AS id
MATCH (entity:Entity {id: id})<-[:ACTOR|TARGETS|VOICED_BY]-(claim:Claim)
MATCH (insight:Insight)-[:STATES]->(claim)
RETURN DISTINCT insight.id AS id
