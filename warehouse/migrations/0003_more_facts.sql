-- Facts of the feeds beside lessons. Keys, partitions and merges are as in 0002_facts.sql; texts that repeat are
-- LowCardinality here, for these tables hold a fraction of the lessons' rows.
ALTER TABLE core.attendance
    ADD COLUMN IF NOT EXISTS has_schedule Bool DEFAULT true COMMENT '0 = from a service that reports absences only: no denominator by itself',
    ADD COLUMN IF NOT EXISTS lesson_key UUID DEFAULT toUUID('00000000-0000-0000-0000-000000000000') COMMENT 'Token of the lesson that all its pupils share; zero where the source has no lesson of its own';

ALTER TABLE core.pupil_term
    ADD COLUMN IF NOT EXISTS source_person_key UUID DEFAULT toUUID('00000000-0000-0000-0000-000000000000') COMMENT 'Token of the source''s own person id: what a deleted person is found by; zero where the source has none';

ALTER TABLE core.social_event
    MODIFY COLUMN kind Enum8('report' = 1, 'investigation' = 2, 'decision' = 3, 'service' = 4, 'execution' = 5, 'resource_allocation' = 6) COMMENT 'Anmälan, utredning, beslut, insats, genomförande, resurs';

CREATE TABLE IF NOT EXISTS core.attendance_period
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds (personnummer, samordningsnummer)',
    key_version UInt16 COMMENT 'Version of the key that made the tokens',
    school_unit_code LowCardinality(String) COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    school_grade Nullable(UInt8) COMMENT 'Årskurs 0-10',
    sex Enum8('F' = 1, 'M' = 2, 'U' = 3) COMMENT 'F, M or U (unknown)',
    period_from_on Date COMMENT 'First day of the period, Europe/Stockholm',
    period_to_on Date COMMENT 'Last day of the period, inclusive',
    offered_minutes Nullable(UInt32) COMMENT 'What the schedule offered; NULL where the source does not know: no denominator',
    reported_minutes Nullable(UInt32) COMMENT 'Offered time that somebody reported; NULL where the source does not say',
    present_minutes UInt32 COMMENT 'Present',
    valid_absence_minutes UInt32 COMMENT 'Giltig frånvaro',
    invalid_absence_minutes UInt32 COMMENT 'Ogiltig frånvaro',
    unspecified_absence_minutes UInt32 COMMENT 'Absence from sources that do not tell valid from invalid',
    other_minutes UInt32 COMMENT 'Present elsewhere',
    late_minutes Nullable(UInt32) COMMENT 'Late arrival; stands apart from the sum',
    unreported_minutes Nullable(UInt32) COMMENT 'Offered time that nobody reported; NULL where the source does not say',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    delivery_id UUID COMMENT 'The delivery that wrote the row last',
    source_key UUID COMMENT 'Token of the source''s own row id, or of the natural key',
    version UInt64 COMMENT 'Latest modification of every entity the row was made from, else order of deliveries (docs/delivery.md)',
    is_deleted UInt8 COMMENT '1 = the source took the row back'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(period_from_on) - (toMonth(period_from_on) < 7)
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per person, unit, activity and period, from sources that only have sums';

CREATE TABLE IF NOT EXISTS core.absence_notice
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds (personnummer, samordningsnummer)',
    key_version UInt16 COMMENT 'Version of the key that made the tokens',
    school_unit_code LowCardinality(String) COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    notice_type LowCardinality(String) COMMENT 'leave (beviljad ledighet), reported (anmäld frånvaro) or other',
    starts_on Date COMMENT 'First day, Europe/Stockholm; the time of day is not kept',
    ends_on Date COMMENT 'Last day, inclusive',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    delivery_id UUID COMMENT 'The delivery that wrote the row last',
    source_key UUID COMMENT 'Token of the source''s own row id, or of the natural key',
    version UInt64 COMMENT 'Latest modification of every entity the row was made from, else order of deliveries (docs/delivery.md)',
    is_deleted UInt8 COMMENT '1 = the source took the row back'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(starts_on) - (toMonth(starts_on) < 7)
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per notice of absence or leave and person';

CREATE TABLE IF NOT EXISTS core.grade
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds (personnummer, samordningsnummer)',
    key_version UInt16 COMMENT 'Version of the key that made the tokens',
    school_unit_code LowCardinality(String) COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    school_form LowCardinality(String) COMMENT 'SS 12000 schoolType: GR, GY ...; empty where unknown',
    subject LowCardinality(String) COMMENT 'Code of the subject or course: MA, SVA, M1XXX',
    grade LowCardinality(String) COMMENT 'A-F, - = none for lack of basis; VG, G, IG in older scales',
    graded_on Nullable(Date) COMMENT 'The day it was set',
    semester LowCardinality(String) COMMENT 'HT or VT, empty where the source does not say',
    graded_year Nullable(UInt16) COMMENT 'Calendar year of the semester',
    is_final Bool COMMENT 'Slutbetyg',
    is_trial Bool COMMENT 'Set after an examination (prövning)',
    is_adapted Bool COMMENT 'Anpassad studiegång',
    source_person_key UUID COMMENT 'Token of the source''s own person id: all grades of a pupil are replaced together; zero where the source has none',
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
COMMENT 'One row per person, subject or course, and occasion';

CREATE TABLE IF NOT EXISTS core.support_case
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose; of this feed only where the consent is missing',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds: number and consent allow it',
    key_version UInt16 COMMENT 'Version of the key that made the tokens',
    school_unit_code LowCardinality(String) COMMENT 'Skolenhetskod',
    district LowCardinality(String) COMMENT 'Stadsdel, empty where none is given',
    model LowCardinality(String) COMMENT 'The programme, from the mapping''s value table',
    level LowCardinality(String) COMMENT '1 promoting, 2 preventive, 3 remedial; empty where none is given',
    step LowCardinality(String) COMMENT 'aktualisering, inskrivning, kartlaggning, planering, genomforande, uppfoljning, vidmakthallande, avslut',
    step_on Date COMMENT 'Day of the step, Europe/Stockholm',
    consent_from Nullable(Date) COMMENT 'First day of the consent to share information; NULL = none',
    consent_to Nullable(Date) COMMENT 'Its last day; NULL while it holds',
    effort LowCardinality(String) COMMENT 'What is done, from the value table',
    case_key UUID COMMENT 'Token of person, unit and model; a step after avslut opens a new case under the same key',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    delivery_id UUID COMMENT 'The delivery that wrote the row last',
    source_key UUID COMMENT 'Token of the source''s own row id, or of the natural key',
    version UInt64 COMMENT 'Latest modification of every entity the row was made from, else order of deliveries (docs/delivery.md)',
    is_deleted UInt8 COMMENT '1 = the source took the row back'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(step_on) - (toMonth(step_on) < 7)
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per step of a case of the skolsociala team';

CREATE TABLE IF NOT EXISTS core.care_day
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds (personnummer, samordningsnummer)',
    key_version UInt16 COMMENT 'Version of the key that made the tokens',
    school_unit_code LowCardinality(String) COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    school_form LowCardinality(String) COMMENT 'FS, FTH, OPPFTH; empty where unknown',
    attended_on Date COMMENT 'The day, Europe/Stockholm; the time of day is not kept',
    present_minutes UInt16 COMMENT 'From check-in to check-out',
    is_complete Bool COMMENT '0 = a check-in without check-out or the reverse: the minutes are too few',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    delivery_id UUID COMMENT 'The delivery that wrote the row last',
    source_key UUID COMMENT 'Token of the source''s own row id, or of the natural key',
    version UInt64 COMMENT 'Latest modification of every entity the row was made from, else order of deliveries (docs/delivery.md)',
    is_deleted UInt8 COMMENT '1 = the source took the row back'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(attended_on) - (toMonth(attended_on) < 7)
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per child, unit and day in preschool or after-school care';

CREATE TABLE IF NOT EXISTS core.facility_booking
(
    facility_id LowCardinality(String) COMMENT 'The facility''s id in the booking system',
    facility_kind LowCardinality(String) COMMENT 'From the mapping''s value table',
    association_id LowCardinality(String) COMMENT 'The association that booked, empty where it was none',
    activity LowCardinality(String) COMMENT 'From the mapping''s value table',
    district LowCardinality(String) COMMENT 'Stadsdel, empty where none is given',
    booked_on Date COMMENT 'The day the booking begins, Europe/Stockholm',
    minutes UInt16 COMMENT 'Length of the booking',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    delivery_id UUID COMMENT 'The delivery that wrote the row last',
    source_key UUID COMMENT 'Token of the source''s own row id, or of the natural key',
    version UInt64 COMMENT 'Latest modification of every entity the row was made from, else order of deliveries (docs/delivery.md)',
    is_deleted UInt8 COMMENT '1 = the source took the row back'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(booked_on) - (toMonth(booked_on) < 7)
ORDER BY (feed, source_key)
SETTINGS non_replicated_deduplication_window = 10000, min_parts_to_merge_at_once = 50
COMMENT 'One row per booking of a facility; names no person';

CREATE TABLE IF NOT EXISTS core.resource
(
    district LowCardinality(String) COMMENT 'Stadsdel',
    budget_year UInt16 COMMENT 'Calendar year',
    resource_kind Enum8('effort' = 1, 'student_health' = 2, 'special_group' = 3, 'state_grant' = 4) COMMENT 'Insats, elevhälsa, särskild undervisningsgrupp, statsbidrag',
    effort LowCardinality(String) COMMENT 'Insats, empty where none is given',
    target_group LowCardinality(String) COMMENT 'Målgrupp, empty where none is given',
    posts Nullable(Decimal(9, 2)) COMMENT 'Full-time posts',
    places Nullable(UInt32) COMMENT 'Places in a group',
    kronor Nullable(Int64) COMMENT 'Whole kronor',
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
COMMENT 'One row per district, year, kind, effort and target group; names no person';
