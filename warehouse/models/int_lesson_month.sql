-- One row per pupil, unit, month, feed, told grade and sex: the minutes of all lessons, and of each school day.
-- Kept from refresh to refresh: only months that deliveries have touched are made anew, from lessons and nothing else
-- (docs/decisions/0014).
CREATE TABLE {int_lesson_month}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor',
    school_unit_code String COMMENT 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    month_on Date COMMENT 'Kalendermånadens första dag',
    feed LowCardinality(String) COMMENT 'Källans namn, samma som ruttens och mappningens',
    told_grade Nullable(UInt8) COMMENT 'Årskurs 0-10 enligt lektionerna',
    told_sex LowCardinality(String) COMMENT 'F, M eller U (okänt) enligt lektionerna',
    lookup_on Date COMMENT 'Dag att slå upp i skolplaceringen där årskurs eller kön saknas; annars 1970-01-01',
    last_on Date COMMENT 'Sista dagen med erbjuden tid; 1970-01-01 där ingen finns',
    offered_minutes UInt64 COMMENT 'Minuter som schemat erbjöd',
    reported_minutes UInt64 COMMENT 'Av erbjuden tid: minuter som någon rapporterade',
    valid_minutes UInt64 COMMENT 'Av rapporterad tid: giltig frånvaro',
    invalid_minutes UInt64 COMMENT 'Av rapporterad tid: ogiltig frånvaro',
    unspecified_minutes UInt64 COMMENT 'Av rapporterad tid: frånvaro utan angiven giltighet',
    uncovered_minutes UInt64 COMMENT 'Frånvaro från ett källsystem utan schema, i en vecka utan lektioner: ingår inte i någon annan kolumn',
    days Array(UInt8) COMMENT 'Dagar i månaden med erbjuden tid, i ordning',
    day_reported Array(UInt16) COMMENT 'Rapporterade minuter var och en av dagarna',
    day_absence Array(UInt16) COMMENT 'Minuter frånvaro var och en av dagarna',
    day_invalid Array(UInt16) COMMENT 'Minuter ogiltig frånvaro var och en av dagarna',
    day_unreported Array(UInt16) COMMENT 'Minuter var och en av dagarna som ingen rapporterade'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(month_on)
ORDER BY (person_pseudonym, month_on, school_unit_code)
COMMENT 'En rad per elev, skolenhet, månad, källa, uppgiven årskurs och uppgivet kön: minuter för alla lektioner och för varje skoldag';

INSERT INTO {int_lesson_month}
WITH
    -- Nearly every lesson has one row, which is read as it stands. Of a lesson with several, wherever they lie, FINAL tells the
    -- one that counts; its day is hidden from the table's index, which would leave out months that a newer row moved it to.
    lessons AS
    (
        SELECT
            person_pseudonym, is_linkable, school_unit_code, school_grade, sex, attended_on, offered_minutes, is_reported,
            valid_absence_minutes, invalid_absence_minutes, unspecified_absence_minutes, has_schedule, feed, delivery_id
        FROM core.attendance
        WHERE toYYYYMM(attended_on) IN {of-months}
            AND NOT is_deleted
            AND (feed, source_key) NOT IN (SELECT feed, source_key FROM ops.repeated_lesson)
        UNION ALL
        SELECT
            person_pseudonym, is_linkable, school_unit_code, school_grade, sex, attended_on, offered_minutes, is_reported,
            valid_absence_minutes, invalid_absence_minutes, unspecified_absence_minutes, has_schedule, feed, delivery_id
        FROM core.attendance FINAL
        PREWHERE (feed, source_key) IN
            (
                SELECT feed, source_key
                FROM core.attendance
                WHERE toYYYYMM(attended_on) IN {of-months}
                    AND (feed, source_key) IN (SELECT feed, source_key FROM ops.repeated_lesson)
            )
        WHERE toYYYYMM(materialize(attended_on)) IN {of-months}
    ),
    covered_week AS
    (
        SELECT feed, person_pseudonym, toMonday(attended_on)
        FROM core.attendance FINAL
        WHERE feed IN (SELECT DISTINCT feed FROM core.attendance WHERE NOT has_schedule)
            AND has_schedule
            AND offered_minutes > 0
            AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
    ),
    told AS
    (
        SELECT *, has_schedule OR (feed, person_pseudonym, toMonday(attended_on)) IN covered_week AS is_covered
        FROM lessons
        WHERE delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
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
            any(school_unit_code) AS unit_code,
            any(feed) AS feed_told,
            max(is_linkable) AS linkable,
            maxIf(attended_on, is_covered AND offered_minutes > 0) AS last_day,
            sumIf(offered_minutes, is_covered) AS offered_all,
            sumIf(offered_minutes, is_covered AND is_reported) AS reported_all,
            sumIf(valid_absence_minutes, is_covered AND is_reported) AS valid_all,
            sumIf(invalid_absence_minutes, is_covered AND is_reported) AS invalid_all,
            sumIf(unspecified_absence_minutes, is_covered AND is_reported) AS unspecified_all,
            sumIf(
                toUInt64(valid_absence_minutes) + invalid_absence_minutes + unspecified_absence_minutes,
                is_reported AND NOT is_covered) AS uncovered_all,
            arraySort(groupArrayIf(
                bitShiftLeft(toUInt64(toDayOfMonth(attended_on)), 49)
                    + bitShiftLeft(toUInt64(is_reported), 48)
                    + bitShiftLeft(toUInt64(offered_minutes), 32)
                    + bitShiftLeft(
                        toUInt64(least(
                            toUInt32(valid_absence_minutes) + invalid_absence_minutes + unspecified_absence_minutes,
                            65535)),
                        16)
                    + invalid_absence_minutes,
                is_covered AND offered_minutes > 0)) AS lessons
        FROM told
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
        FROM by_month
    )
SELECT
    person_pseudonym,
    linkable,
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
    final = 0,
    join_use_nulls = 0,
    do_not_merge_across_partitions_select_final = 0,
    optimize_move_to_prewhere_if_final = 0;
