-- Lessons by term instead of läsår: a refresh of the models reads only the terms that deliveries have touched
-- (docs/decisions/0014), and retention drops half years. The rest is as before. Written so that it can be run again at any
-- point: the table that is exchanged away is dropped first and last.
DROP TABLE IF EXISTS core.attendance_by_term SYNC;

CREATE TABLE core.attendance_by_term
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
    is_deleted UInt8 COMMENT '1 = the source took the row back',
    has_schedule Bool DEFAULT true COMMENT '0 = from a service that reports absences only: no denominator by itself',
    lesson_key UUID DEFAULT toUUID('00000000-0000-0000-0000-000000000000') COMMENT 'Token of the lesson that all its pupils share; zero where the source has no lesson of its own'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(attended_on) * 10 + (toMonth(attended_on) >= 7)
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per person, unit and lesson, from sources that report lessons';

INSERT INTO core.attendance_by_term SETTINGS async_insert = 0, insert_deduplicate = 0, max_partitions_per_insert_block = 1000
SELECT * FROM core.attendance;

EXCHANGE TABLES core.attendance_by_term AND core.attendance;

DROP TABLE IF EXISTS core.attendance_by_term SYNC;
