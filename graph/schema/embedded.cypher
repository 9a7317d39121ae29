// Tables of the embedded store. Dates and times are ISO strings (times in UTC), so that both stores
// compare them alike; every edge table keeps what the edge says, never who wrote it when.

CREATE NODE TABLE IF NOT EXISTS Meta(id STRING PRIMARY KEY, schema_version INT64);

CREATE NODE TABLE IF NOT EXISTS Source(id STRING PRIMARY KEY, name STRING, kind STRING, read_as STRING);
CREATE NODE TABLE IF NOT EXISTS Insight(id STRING PRIMARY KEY, external_id STRING, text STRING, episode STRING,
    speaker STRING, published STRING, week STRING, url STRING, read_at STRING, source_file STRING);
CREATE NODE TABLE IF NOT EXISTS Extraction(id STRING PRIMARY KEY, extracted_by STRING, claims INT64,
    original STRING);
CREATE NODE TABLE IF NOT EXISTS Claim(id STRING PRIMARY KEY, actor_mention STRING, mention_start INT64,
    evidence STRING, start INT64, `end` INT64, strategy_text STRING, stance STRING, polarity INT64, modality STRING,
    confidence DOUBLE, extracted_by STRING, vector DOUBLE[], vector_model STRING, time_offset DOUBLE);
CREATE NODE TABLE IF NOT EXISTS Entity(id STRING PRIMARY KEY, name STRING, kind STRING, aliases STRING[],
    curated_aliases STRING[]);
CREATE NODE TABLE IF NOT EXISTS Strategy(id STRING PRIMARY KEY, name STRING);
CREATE NODE TABLE IF NOT EXISTS Position(id STRING PRIMARY KEY, label STRING, polarity INT64, place INT64);
CREATE NODE TABLE IF NOT EXISTS Debate(id STRING PRIMARY KEY, facet STRING, question STRING, opened STRING,
    changed STRING, heat DOUBLE);
CREATE NODE TABLE IF NOT EXISTS Quantity(id STRING PRIMARY KEY, value DOUBLE, low DOUBLE, high DOUBLE, unit STRING,
    scale DOUBLE, what STRING, at STRING);
CREATE NODE TABLE IF NOT EXISTS Review(id STRING PRIMARY KEY, target_kind STRING, decision STRING, reviewer STRING,
    note STRING, at STRING, record STRING);
CREATE NODE TABLE IF NOT EXISTS Correction(id STRING PRIMARY KEY, kind STRING, author STRING, note STRING, at STRING,
    record STRING);
CREATE NODE TABLE IF NOT EXISTS Run(id STRING PRIMARY KEY, started STRING, counts STRING);
// An index, worked out from the claims' own words: no part of an export.
CREATE NODE TABLE IF NOT EXISTS Word(id STRING PRIMARY KEY);

CREATE REL TABLE IF NOT EXISTS PUBLISHED(FROM Source TO Insight);
CREATE REL TABLE IF NOT EXISTS STATES(FROM Insight TO Claim);
CREATE REL TABLE IF NOT EXISTS READ_BY(FROM Insight TO Extraction);
CREATE REL TABLE IF NOT EXISTS ACTOR(FROM Claim TO Entity, name STRING);
CREATE REL TABLE IF NOT EXISTS TARGETS(FROM Claim TO Entity, name STRING, place INT64);
CREATE REL TABLE IF NOT EXISTS VOICED_BY(FROM Claim TO Entity, name STRING);
CREATE REL TABLE IF NOT EXISTS MEASURES(FROM Claim TO Quantity, place INT64);
CREATE REL TABLE IF NOT EXISTS PURSUES(FROM Claim TO Strategy);
CREATE REL TABLE IF NOT EXISTS HOLDS(FROM Claim TO Position);
CREATE REL TABLE IF NOT EXISTS `IN`(FROM Position TO Debate);
CREATE REL TABLE IF NOT EXISTS ABOUT(FROM Debate TO Entity, FROM Debate TO Strategy);
CREATE REL TABLE IF NOT EXISTS MAKES(FROM Claim TO Word);
CREATE REL TABLE IF NOT EXISTS EXCLUDES(FROM Claim TO Word);
CREATE REL TABLE IF NOT EXISTS PART_OF(FROM Entity TO Entity, id STRING, evidence STRING, insight_id STRING,
    since STRING, until STRING, child_name STRING, parent_name STRING);
CREATE REL TABLE IF NOT EXISTS LEADS(FROM Entity TO Entity, id STRING, evidence STRING, insight_id STRING,
    since STRING, until STRING, child_name STRING, parent_name STRING);
CREATE REL TABLE IF NOT EXISTS CONTRADICTS(FROM Claim TO Claim, id STRING, facet STRING, score DOUBLE, reason STRING,
    judged_by STRING, status STRING, found_at STRING, move STRING);
CREATE REL TABLE IF NOT EXISTS AGREES_WITH(FROM Claim TO Claim, id STRING, facet STRING, score DOUBLE, reason STRING,
    judged_by STRING, status STRING, found_at STRING, move STRING);
CREATE REL TABLE IF NOT EXISTS SUPERSEDES(FROM Claim TO Claim, id STRING, facet STRING, score DOUBLE, reason STRING,
    judged_by STRING, status STRING, found_at STRING, move STRING);

// What version 1 did not have. Claims that it kept are looked up by no words until they are read again.
ALTER TABLE Source ADD IF NOT EXISTS read_as STRING;
ALTER TABLE Extraction ADD IF NOT EXISTS original STRING;
ALTER TABLE PART_OF ADD IF NOT EXISTS child_name STRING;
ALTER TABLE PART_OF ADD IF NOT EXISTS parent_name STRING;
ALTER TABLE LEADS ADD IF NOT EXISTS child_name STRING;
ALTER TABLE LEADS ADD IF NOT EXISTS parent_name STRING;
MATCH (source:Source) WHERE source.read_as IS NULL SET source.read_as = source.name;

// What version 2 did not have: how a judge calls the move of a pair.
ALTER TABLE CONTRADICTS ADD IF NOT EXISTS move STRING;
ALTER TABLE AGREES_WITH ADD IF NOT EXISTS move STRING;
ALTER TABLE SUPERSEDES ADD IF NOT EXISTS move STRING;
