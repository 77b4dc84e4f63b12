-- One row per pupil, unit, month, feed, told grade and sex: the minutes of all lessons, and of each school day.
-- Kept from refresh to refresh: only months that deliveries have touched are made anew, from lessons and nothing else
-- (docs/decisions/0014). A lesson that was moved to another term gives a row of its own.
CREATE TABLE {int_lesson_month}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds',
    school_unit_code String COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    month_on Date COMMENT 'First day of the calendar month',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    told_grade Nullable(UInt8) COMMENT 'Årskurs 0-10 as the lessons tell it',
    told_sex LowCardinality(String) COMMENT 'F, M or U (unknown) as the lessons tell it',
    lookup_on Date COMMENT 'Day to look up in the enrolment where grade or sex is missing; else 1970-01-01',
    last_on Date COMMENT 'Last day with offered time; 1970-01-01 where there is none',
    offered_minutes UInt64 COMMENT 'What the schedule offered',
    reported_minutes UInt64 COMMENT 'Of the offered: time that somebody reported',
    valid_minutes UInt64 COMMENT 'Of the reported: valid absence',
    invalid_minutes UInt64 COMMENT 'Of the reported: invalid absence',
    unspecified_minutes UInt64 COMMENT 'Of the reported: absence without a told validity',
    uncovered_minutes UInt64 COMMENT 'Absence from a source without schedule, in a week without lessons: in no other column',
    days Array(UInt8) COMMENT 'Days of the month with offered time, in order',
    day_reported Array(UInt16) COMMENT 'Reported minutes of each of them',
    day_absence Array(UInt16) COMMENT 'Absence of each of them',
    day_invalid Array(UInt16) COMMENT 'Invalid absence of each of them',
    day_unreported Array(UInt16) COMMENT 'Minutes of each of them that nobody reported'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(month_on)
ORDER BY (person_pseudonym, month_on, school_unit_code)
COMMENT 'One row per pupil, unit, month, feed, told grade and sex: the minutes of all lessons, and of each school day';

INSERT INTO {int_lesson_month}
WITH
    covered_week AS
    (
        SELECT feed, person_pseudonym, toMonday(attended_on)
        FROM core.attendance FINAL
        WHERE feed IN (SELECT DISTINCT feed FROM core.attendance WHERE NOT has_schedule)
            AND has_schedule
            AND offered_minutes > 0
            AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
    ),
    -- A lesson is one number here: day of the month, whether it was reported, offered minutes, absence, invalid absence. A month
    -- of a pupil is then some sixty numbers, which are sorted and summed by day faster than 100 million lessons are grouped.
    by_month AS
    (
        SELECT
            person_pseudonym,
            -- Unit and feed take some hundred pairs of values: a number of 64 bits for each keeps the keys of 100 million lessons
            -- short, and two on one number are less likely than one in a million million.
            cityHash64(school_unit_code, feed) AS place,
            toUInt8(ifNull(school_grade + 1, 0)) AS grade_after,
            sex AS told_sex,
            toStartOfMonth(attended_on) AS month,
            -- Where nothing is missing the days of a month fall together.
            if(isNull(school_grade) OR sex = 'U', attended_on, toDate('1970-01-01')) AS lookup_on,
            has_schedule OR (feed, person_pseudonym, toMonday(attended_on)) IN covered_week AS is_covered,
            any(school_unit_code) AS unit,
            any(feed) AS feed_name,
            max(is_linkable) AS linkable,
            maxIf(attended_on, offered_minutes > 0) AS last_on,
            sum(offered_minutes) AS offered,
            sumIf(offered_minutes, is_reported) AS reported,
            sumIf(valid_absence_minutes, is_reported) AS valid,
            sumIf(invalid_absence_minutes, is_reported) AS invalid,
            sumIf(unspecified_absence_minutes, is_reported) AS unspecified,
            groupArrayIf(
                bitShiftLeft(toUInt64(toDayOfMonth(attended_on)), 49)
                    + bitShiftLeft(toUInt64(is_reported), 48)
                    + bitShiftLeft(toUInt64(offered_minutes), 32)
                    + bitShiftLeft(
                        toUInt64(least(
                            toUInt32(valid_absence_minutes) + invalid_absence_minutes + unspecified_absence_minutes,
                            65535)),
                        16)
                    + invalid_absence_minutes,
                offered_minutes > 0) AS numbers
        FROM core.attendance FINAL
        WHERE {of-term} AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
        GROUP BY person_pseudonym, place, grade_after, told_sex, month, lookup_on, is_covered
    ),
    covered AS
    (
        SELECT
            person_pseudonym,
            any(unit) AS unit_code,
            month,
            any(feed_name) AS feed_told,
            grade_after,
            told_sex,
            lookup_on,
            max(linkable) AS is_linkable,
            maxIf(last_on, is_covered) AS last_day,
            sumIf(offered, is_covered) AS offered_all,
            sumIf(reported, is_covered) AS reported_all,
            sumIf(valid, is_covered) AS valid_all,
            sumIf(invalid, is_covered) AS invalid_all,
            sumIf(unspecified, is_covered) AS unspecified_all,
            sumIf(valid + invalid + unspecified, NOT is_covered) AS uncovered_all,
            arraySort(groupArrayArrayIf(numbers, is_covered)) AS lessons
        FROM by_month
        GROUP BY person_pseudonym, place, grade_after, told_sex, month, lookup_on
    ),
    summed AS
    (
        SELECT
            *,
            arrayMap(n -> toUInt8(bitShiftRight(n, 49)), lessons) AS lesson_days,
            -- Sums up to each lesson; the sum of a day is that up to its last lesson less that of the day before.
            arrayMap((d, after) -> d != after, lesson_days, arrayPopFront(arrayPushBack(lesson_days, 0))) AS is_last,
            arrayMap(n -> toUInt64(bitAnd(bitShiftRight(n, 48), 1)), lessons) AS told_reported,
            arrayMap(n -> bitAnd(bitShiftRight(n, 32), 65535), lessons) AS told_offered,
            arrayFilter(
                (s, l) -> l,
                arrayCumSum((o, r) -> o * r, told_offered, told_reported),
                is_last) AS until_reported,
            arrayFilter(
                (s, l) -> l,
                arrayCumSum((n, r) -> bitAnd(bitShiftRight(n, 16), 65535) * r, lessons, told_reported),
                is_last) AS until_absence,
            arrayFilter(
                (s, l) -> l,
                arrayCumSum((n, r) -> bitAnd(n, 65535) * r, lessons, told_reported),
                is_last) AS until_invalid,
            arrayFilter(
                (s, l) -> l,
                arrayCumSum((o, r) -> o * (1 - r), told_offered, told_reported),
                is_last) AS until_unreported
        FROM covered
    )
SELECT
    person_pseudonym,
    is_linkable,
    unit_code,
    month,
    feed_told,
    if(grade_after = 0, NULL, toUInt8(grade_after - 1)),
    toString(told_sex),
    lookup_on,
    last_day,
    offered_all,
    reported_all,
    valid_all,
    invalid_all,
    unspecified_all,
    uncovered_all,
    arrayFilter((d, l) -> l, lesson_days, is_last),
    arrayMap(m -> toUInt16(least(m, 65535)), arrayPopFront(arrayDifference(arrayPushFront(until_reported, 0)))),
    arrayMap(m -> toUInt16(least(m, 65535)), arrayPopFront(arrayDifference(arrayPushFront(until_absence, 0)))),
    arrayMap(m -> toUInt16(least(m, 65535)), arrayPopFront(arrayDifference(arrayPushFront(until_invalid, 0)))),
    arrayMap(m -> toUInt16(least(m, 65535)), arrayPopFront(arrayDifference(arrayPushFront(until_unreported, 0))))
FROM summed
SETTINGS
    join_use_nulls = 0,
    do_not_merge_across_partitions_select_final = 0,
    optimize_move_to_prewhere_if_final = 0;
