-- The facts. Key: ORDER BY (feed, source_key); a read with FINAL shows one current row per key.
-- Partition: läsår, so that retention drops whole school years. A correction may move a row to another läsår: FINAL
-- merges rows with the same key across partitions as well (docs/decisions/0003), so one current row is left.
-- Merges wait for 50 parts: a load's blocks are then merged once, not at every level (docs/performance.md).
-- Texts are plain String here: as LowCardinality each of them doubled the cost of taking a row (docs/performance.md).
CREATE TABLE IF NOT EXISTS core.attendance
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds (personnummer, samordningsnummer)',
    key_version UInt16 COMMENT 'Version of the key that made the tokens',
    school_unit_code String COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    school_grade Nullable(UInt8) COMMENT 'Årskurs 0-10',
    sex Enum8('F' = 1, 'M' = 2, 'U' = 3) COMMENT 'F, M or U (unknown)',
    attended_on Date COMMENT 'School day, Europe/Stockholm',
    offered_minutes UInt16 COMMENT 'What the schedule offered this pupil',
    present_minutes UInt16 COMMENT 'Present',
    valid_absence_minutes UInt16 COMMENT 'Giltig frånvaro',
    invalid_absence_minutes UInt16 COMMENT 'Ogiltig frånvaro',
    unspecified_absence_minutes UInt16 COMMENT 'Absence from sources that do not tell valid from invalid',
    other_minutes UInt16 COMMENT 'Present elsewhere',
    late_minutes Nullable(UInt16) COMMENT 'Late arrival; stands apart from the sum',
    is_reported Bool DEFAULT true COMMENT '0 = nobody reported: offered is kept, and nothing is absence',
    feed String COMMENT 'Name of route and mapping',
    delivery_id UUID COMMENT 'The delivery that wrote the row last',
    source_key UUID COMMENT 'Token of the source''s own row id, or of the natural key',
    version UInt64 COMMENT 'Latest modification of every entity the row was made from, else order of deliveries (docs/delivery.md)',
    is_deleted UInt8 COMMENT '1 = the source took the row back'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(attended_on) - (toMonth(attended_on) < 7)
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per person, unit and lesson, from sources that report lessons';

CREATE TABLE IF NOT EXISTS core.pupil_term
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds (personnummer, samordningsnummer)',
    key_version UInt16 COMMENT 'Version of the key that made the tokens',
    school_unit_code LowCardinality(String) COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    school_form LowCardinality(String) COMMENT 'SS 12000 schoolType: FKLASS, GR, GY ...',
    school_grade Nullable(UInt8) COMMENT 'Årskurs 0-10',
    sex Enum8('F' = 1, 'M' = 2, 'U' = 3) COMMENT 'F, M or U (unknown)',
    birth_year Nullable(UInt16) COMMENT 'Never the birth date',
    valid_from Nullable(Date) COMMENT 'First day',
    valid_to Nullable(Date) COMMENT 'First day after the enrolment; NULL while it goes on',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    delivery_id UUID COMMENT 'The delivery that wrote the row last',
    source_key UUID COMMENT 'Token of the source''s own row id, or of the natural key',
    version UInt64 COMMENT 'Latest modification of every entity the row was made from, else order of deliveries (docs/delivery.md)',
    is_deleted UInt8 COMMENT '1 = the source took the row back'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY tuple()
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per person, unit and enrolment spell';

CREATE TABLE IF NOT EXISTS core.social_event
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds (personnummer, samordningsnummer)',
    key_version UInt16 COMMENT 'Version of the key that made the tokens',
    kind Enum8('report' = 1, 'investigation' = 2, 'decision' = 3, 'service' = 4) COMMENT 'Anmälan, utredning, beslut, insats',
    category LowCardinality(String) COMMENT 'From the municipality''s own short list in the mapping',
    started_on Date COMMENT 'Day of the report or decision, first day of the investigation or service',
    ended_on Nullable(Date) COMMENT 'Last day; NULL while it goes on',
    was_assessed Nullable(Bool) COMMENT 'Whether an individual assessment stands behind it; NULL where the question does not apply',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    delivery_id UUID COMMENT 'The delivery that wrote the row last',
    source_key UUID COMMENT 'Token of the source''s own row id, or of the natural key',
    version UInt64 COMMENT 'Latest modification of every entity the row was made from, else order of deliveries (docs/delivery.md)',
    is_deleted UInt8 COMMENT '1 = the source took the row back'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(started_on) - (toMonth(started_on) < 7)
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per report, investigation, decision or service and person';

CREATE TABLE IF NOT EXISTS core.leisure_visit
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds (personnummer, samordningsnummer)',
    key_version UInt16 COMMENT 'Version of the key that made the tokens',
    association_id LowCardinality(String) COMMENT 'The association''s id in the municipality''s register',
    activity LowCardinality(String) COMMENT 'From the mapping''s value table',
    municipality_code LowCardinality(String) COMMENT 'Four digits, empty where unknown',
    visited_on Date COMMENT 'The day the meeting began, Europe/Stockholm',
    minutes UInt16 COMMENT 'Length of the meeting',
    meeting_key UUID COMMENT 'Token of the meeting: association, card, kod and Datum',
    meeting_code_key Nullable(UUID) COMMENT 'Token of the meeting without its Datum, where kod is unique for the card',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    delivery_id UUID COMMENT 'The delivery that wrote the row last',
    source_key UUID COMMENT 'Token of the source''s own row id, or of the natural key',
    version UInt64 COMMENT 'Latest modification of every entity the row was made from, else order of deliveries (docs/delivery.md)',
    is_deleted UInt8 COMMENT '1 = the source took the row back'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(visited_on) - (toMonth(visited_on) < 7)
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per participant who was present at a meeting';
