-- One row per pupil, unit, month, grade and sex, each pupil-unit-month from one feed.
-- Two feeds are never added: of the feeds that have lessons for it, the first in the order below; feeds that are not
-- named there come last, by name. Lessons without a mapped unit may be those of the other feed under another name: they
-- are kept only where the pupil's whole month comes from one feed.
CREATE TABLE {int_absence_account}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds',
    school_unit_code String COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    school_year UInt16 COMMENT 'Läsår by its first year: 2025 = 1 July 2025 to 30 June 2026',
    month String COMMENT 'Calendar month, 2026-03',
    feed String COMMENT 'The feed that the pupil-unit-month is taken from',
    school_grade Nullable(UInt8) COMMENT 'Årskurs 0-10',
    sex String COMMENT 'F, M or U (unknown)',
    offered_minutes UInt64 COMMENT 'What the schedule offered',
    reported_minutes UInt64 COMMENT 'Of the offered: time that somebody reported',
    absence_minutes UInt64 COMMENT 'Of the reported: valid, invalid and unspecified absence'
)
ENGINE = Memory
COMMENT 'One row per pupil, unit, month, grade and sex, each pupil-unit-month from one feed';

INSERT INTO {int_absence_account}
WITH ['school-ss12000', 'school-lesson-csv'] AS feed_order
SELECT
    person_pseudonym,
    is_linkable,
    school_unit_code,
    school_year,
    month,
    feed,
    school_grade,
    sex,
    offered_minutes,
    reported_minutes,
    absence_minutes
FROM {int_lesson_minutes}
WHERE (person_pseudonym, school_unit_code, month, feed) IN
    (
        SELECT
            person_pseudonym,
            school_unit_code,
            month,
            argMin(feed, (indexOf(feed_order, feed) = 0, indexOf(feed_order, feed), feed))
        FROM {int_lesson_minutes}
        GROUP BY person_pseudonym, school_unit_code, month
    )
    AND (school_unit_code != '' OR (person_pseudonym, month) IN
    (
        SELECT person_pseudonym, month
        FROM {int_lesson_minutes}
        GROUP BY person_pseudonym, month
        HAVING uniqExact(feed) = 1
    ));
