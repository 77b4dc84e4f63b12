-- One row per pupil, unit, month, feed, grade and sex: the minutes of all lessons.
-- Missing grade or sex is filled from the enrolment spell of the lesson's day, else it stays NULL and U.
CREATE TABLE {int_lesson_minutes}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds',
    school_unit_code String COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    school_year UInt16 COMMENT 'Läsår by its first year: 2025 = 1 July 2025 to 30 June 2026',
    month String COMMENT 'Calendar month, 2026-03',
    feed String COMMENT 'Name of route and mapping',
    school_grade Nullable(UInt8) COMMENT 'Årskurs 0-10',
    sex String COMMENT 'F, M or U (unknown)',
    offered_minutes UInt64 COMMENT 'What the schedule offered',
    reported_minutes UInt64 COMMENT 'Of the offered: time that somebody reported',
    absence_minutes UInt64 COMMENT 'Of the reported: valid, invalid and unspecified absence'
)
ENGINE = Memory
COMMENT 'One row per pupil, unit, month, feed, grade and sex: the minutes of all lessons';

INSERT INTO {int_lesson_minutes}
WITH
    lessons AS
    (
        SELECT
            person_pseudonym,
            is_linkable,
            school_unit_code,
            toUInt16(toYear(attended_on) - (toMonth(attended_on) < 7)) AS school_year,
            formatDateTime(attended_on, '%Y-%m') AS month,
            feed,
            school_grade AS told_grade,
            toString(sex) AS told_sex,
            -- A spell is looked up by day; where nothing is missing the days of a month may fall together.
            if(isNull(school_grade) OR sex = 'U', attended_on, toDate('1970-01-01')) AS day,
            sum(offered_minutes) AS offered,
            sumIf(offered_minutes, is_reported) AS reported,
            sumIf(
                valid_absence_minutes + invalid_absence_minutes + unspecified_absence_minutes,
                is_reported) AS absence
        FROM core.attendance FINAL
        WHERE delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
        GROUP BY
            person_pseudonym, is_linkable, school_unit_code, school_year, month, feed, told_grade, told_sex, day
    )
SELECT
    lessons.person_pseudonym,
    lessons.is_linkable,
    lessons.school_unit_code,
    lessons.school_year,
    lessons.month,
    lessons.feed,
    coalesce(
        lessons.told_grade,
        arrayFilter(s -> s.1 <= day AND day < s.2 AND isNotNull(s.3), enrolment.spells)[1].3) AS grade,
    -- No spell gives an empty text, not the first name of an Enum.
    if(
        lessons.told_sex != 'U',
        lessons.told_sex,
        ifNull(
            nullIf(arrayFilter(s -> s.1 <= day AND day < s.2 AND s.4 != 'U', enrolment.spells)[1].4, ''),
            'U')) AS sex,
    sum(lessons.offered),
    sum(lessons.reported),
    sum(lessons.absence)
FROM lessons
LEFT JOIN {int_enrolment_spells} AS enrolment
    ON enrolment.person_pseudonym = lessons.person_pseudonym
    AND enrolment.school_unit_code = lessons.school_unit_code
GROUP BY
    lessons.person_pseudonym, lessons.is_linkable, lessons.school_unit_code, lessons.school_year, lessons.month,
    lessons.feed, grade, sex
SETTINGS
    join_use_nulls = 0,
    do_not_merge_across_partitions_select_final = 0,
    optimize_move_to_prewhere_if_final = 0;
