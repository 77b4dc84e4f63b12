-- One row per pupil, unit and period: minutes at the unit, and what else is known of the pupil.
CREATE TABLE {int_pupil_period}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term or school_year',
    period LowCardinality(String) COMMENT 'The period',
    school_unit LowCardinality(String) COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    district LowCardinality(String) COMMENT 'Stadsdel of the unit',
    school_form LowCardinality(String) COMMENT 'Skolform of the unit, else of the enrolment',
    stage LowCardinality(String) COMMENT 'F-3, 4-6, 7-9 or GY of the pupil''s place; empty where unknown',
    grade LowCardinality(String) COMMENT 'Årskurs of the pupil''s place; empty where unknown',
    sex LowCardinality(String) COMMENT 'F, M or U (unknown)',
    age_band LowCardinality(String) COMMENT 'What the pupil turns in the calendar year of the period''s last day',
    band Nullable(UInt8) COMMENT 'Highest limit that the pupil''s rate reaches, all units together; NULL without reported time',
    band_before Nullable(UInt8) COMMENT 'months: the band of the month before',
    was_over Bool COMMENT 'months: over the threshold in the month before',
    is_place Bool COMMENT 'The row of the unit where the pupil was last taught: heads are counted here',
    has_reported Bool COMMENT 'The pupil has reported time in the period',
    is_over Bool COMMENT 'The pupil''s rate reaches follow-up.threshold',
    has_long_invalid Bool COMMENT 'A spell of fully invalid days had lasted a month on a day of the period',
    is_scattered Bool COMMENT 'Repeated scattered absence (follow-up.scattered)',
    is_enrolled Bool COMMENT 'Has a linked case that is enrolled on a day of the period',
    programme LowCardinality(String) COMMENT 'Of the case enrolled last; empty where there is none',
    has_social_event Bool COMMENT 'Report, investigation, decision or service on a day of the period',
    has_service Bool COMMENT 'A service goes on on a day of the period',
    has_leisure Bool COMMENT 'At least one visit in the period',
    overlap LowCardinality(String) COMMENT 'F over the threshold, S social event, L leisure, joined by +; - = none',
    knows_support Bool COMMENT 'The support team''s first step came by the period''s last day: no case means none',
    knows_social Bool COMMENT 'The social services'' first event came by the period''s last day: no event means none',
    knows_leisure Bool COMMENT 'The first visit came by the period''s last day: no visit means none',
    offered_minutes UInt64 COMMENT 'At this unit',
    reported_minutes UInt64 COMMENT 'At this unit',
    absence_minutes UInt64 COMMENT 'At this unit: valid, invalid and unspecified',
    valid_minutes UInt64 COMMENT 'At this unit',
    invalid_minutes UInt64 COMMENT 'At this unit',
    unspecified_minutes UInt64 COMMENT 'At this unit',
    unreported_minutes UInt64 COMMENT 'At this unit: offered, and not reported',
    noticed_minutes UInt64 COMMENT 'At this unit: of the unreported, on a day with a notice',
    last_month_on Date COMMENT 'First day of the period''s last month'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(last_month_on)
ORDER BY (period_kind, period, person_pseudonym)
COMMENT 'One row per pupil, unit and period: minutes at the unit, and what else is known of the pupil';

INSERT INTO {int_pupil_period}
WITH
    (SELECT scattered_occasions FROM {int_setting}) AS scattered_occasions,
    (SELECT scattered_months FROM {int_setting}) AS scattered_months,
    -- Before an agency's first row, and where none of its feeds is loaded, nothing is known: that is not "none".
    (SELECT minOrNull(first_on) FROM {int_case}) AS support_from,
    (SELECT minOrNull(toDate(concat(period, '-01'))) FROM {int_social_period} WHERE period_kind = 'month') AS social_from,
    (SELECT minOrNull(toDate(concat(period, '-01'))) FROM {int_leisure_activity} WHERE period_kind = 'month') AS leisure_from,
    occasions AS
    (
        SELECT person_pseudonym, arrayJoin(arrayMap(n -> addMonths(toStartOfMonth(first_on), n), range(scattered_months))) AS last_month_on
        FROM {int_absence_run}
        WHERE kind = 'occasion'
    ),
    scattered AS
    (
        SELECT person_pseudonym, last_month_on
        FROM occasions
        GROUP BY person_pseudonym, last_month_on
        HAVING count() >= scattered_occasions
    ),
    long_invalid AS
    (
        SELECT DISTINCT runs.person_pseudonym, periods.period_kind, periods.period
        FROM (SELECT * FROM {int_absence_run} WHERE kind = 'invalid') AS runs
        INNER JOIN {int_period} AS periods ON runs.long_on <= periods.last_on AND runs.last_on >= periods.first_on
    ),
    enrolled AS
    (
        SELECT person_pseudonym, period_kind, period, argMin(programme, (-toInt32(enrolled_on), programme)) AS programme
        FROM {int_case_period}
        WHERE is_linkable
        GROUP BY person_pseudonym, period_kind, period
    ),
    pupils AS
    (
        SELECT
            pupil.person_pseudonym AS person_pseudonym,
            pupil.is_linkable AS is_linkable,
            pupil.period_kind AS period_kind,
            pupil.period AS period,
            pupil.period_last_on AS period_last_on,
            pupil.last_month_on AS last_month_on,
            pupil.reported_minutes AS reported_minutes,
            pupil.band AS band,
            pupil.is_over AS is_over,
            pupil.place_no AS place_no,
            place_unit.school_unit_code AS school_unit_code,
            pupil.school_grade AS school_grade,
            pupil.sex AS sex,
            pupil.unit_nos AS unit_nos,
            pupil.unit_days AS unit_days,
            pupil.unit_offered AS unit_offered,
            pupil.unit_reported AS unit_reported,
            pupil.unit_valid AS unit_valid,
            pupil.unit_invalid AS unit_invalid,
            pupil.unit_unspecified AS unit_unspecified,
            pupil.unit_noticed AS unit_noticed,
            before.band AS band_before,
            before.is_over AS was_over,
            arrayFilter(s -> s.1 <= pupil.last_on AND pupil.last_on < s.2, enrolment.spells) AS of_day,
            arrayFirst(s -> s.1 <= pupil.period_last_on, place.spells).5 AS place_unit_form,
            -- Places in preschool and fritids stand in the same table, and are no school's form.
            if(
                place_unit_form != '',
                place_unit_form,
                arrayFirst(s -> s.5 NOT IN ('', 'FS', 'FTH', 'OPPFTH'), of_day).5) AS place_form,
            toYear(pupil.period_last_on) - arrayFirst(s -> isNotNull(s.6), of_day).6 AS age
        FROM {int_pupil_band} AS pupil
        INNER JOIN {int_unit} AS place_unit ON place_unit.unit_no = pupil.place_no
        LEFT JOIN {int_school_unit} AS place ON place.school_unit_code = place_unit.school_unit_code
        LEFT JOIN
        (
            SELECT person_pseudonym, addMonths(last_month_on, 1) AS next_month_on, band, is_over
            FROM {int_pupil_band}
            WHERE period_kind = 'month'
        ) AS before
            ON before.person_pseudonym = pupil.person_pseudonym
            AND before.next_month_on = if(pupil.period_kind = 'month', pupil.last_month_on, toDate('1970-01-01'))
        LEFT JOIN {int_enrolment} AS enrolment
            ON enrolment.person_pseudonym = pupil.person_pseudonym
            AND enrolment.school_unit_code = place_unit.school_unit_code
        WHERE pupil.last_month_on >= {from-month}
    )
SELECT
    pupils.person_pseudonym,
    pupils.is_linkable,
    pupils.period_kind,
    pupils.period,
    unit.school_unit_code,
    arrayFirst(s -> s.1 <= pupils.period_last_on, register.spells).4,
    if(
        (arrayFirst(s -> s.1 <= pupils.period_last_on, register.spells) AS unit_row).5 != '',
        unit_row.5,
        arrayFirst(
            s -> s.1 <= pupils.at_unit.2 AND pupils.at_unit.2 < s.2 AND s.5 NOT IN ('', 'FS', 'FTH', 'OPPFTH'),
            enrolment.spells).5),
    multiIf(
        startsWith(place_form, 'GY'), 'GY',
        isNull(pupils.school_grade), '',
        pupils.school_grade <= 3, 'F-3',
        pupils.school_grade <= 6, '4-6',
        '7-9'),
    ifNull(toString(pupils.school_grade), ''),
    pupils.sex,
    multiIf(
        isNull(age), '',
        age <= 5, '0-5', age <= 9, '6-9', age <= 12, '10-12', age <= 15, '13-15', age <= 19, '16-19', '20-'),
    pupils.band,
    if(pupils.period_kind = 'month', pupils.band_before, NULL),
    pupils.was_over,
    pupils.no = pupils.place_no,
    pupils.reported_minutes > 0,
    pupils.is_over AS over,
    (pupils.person_pseudonym, pupils.period_kind, pupils.period) IN long_invalid,
    (pupils.person_pseudonym, pupils.last_month_on) IN scattered,
    (pupils.person_pseudonym, pupils.period_kind, pupils.period) IN (SELECT person_pseudonym, period_kind, period FROM enrolled),
    enrolled.programme,
    (pupils.person_pseudonym, pupils.period_kind, pupils.period) IN (SELECT person_pseudonym, period_kind, period FROM {int_social_period} WHERE is_linkable) AS social,
    (pupils.person_pseudonym, pupils.period_kind, pupils.period) IN (SELECT person_pseudonym, period_kind, period FROM {int_social_period} WHERE is_linkable AND has_service),
    (pupils.person_pseudonym, pupils.period_kind, pupils.period) IN (SELECT person_pseudonym, period_kind, period FROM {int_leisure_activity} WHERE is_linkable) AS leisure,
    if(over OR social OR leisure, arrayStringConcat(arrayFilter(l -> l != '', [if(over, 'F', ''), if(social, 'S', ''), if(leisure, 'L', '')]), '+'), '-'),
    ifNull(pupils.period_last_on >= support_from, false),
    ifNull(pupils.period_last_on >= social_from, false),
    ifNull(pupils.period_last_on >= leisure_from, false),
    pupils.at_unit.3,
    pupils.at_unit.4,
    pupils.at_unit.5 + pupils.at_unit.6 + pupils.at_unit.7,
    pupils.at_unit.5,
    pupils.at_unit.6,
    pupils.at_unit.7,
    pupils.at_unit.3 - pupils.at_unit.4,
    pupils.at_unit.8,
    pupils.last_month_on
FROM
(
    SELECT
        *,
        arrayJoin(arrayZip(
            unit_nos, unit_days, unit_offered, unit_reported, unit_valid, unit_invalid, unit_unspecified, unit_noticed)) AS at_unit,
        at_unit.1 AS no
    FROM pupils
) AS pupils
INNER JOIN {int_unit} AS unit ON unit.unit_no = pupils.no
LEFT JOIN {int_school_unit} AS register ON register.school_unit_code = unit.school_unit_code
LEFT JOIN {int_enrolment} AS enrolment
    ON enrolment.person_pseudonym = pupils.person_pseudonym AND enrolment.school_unit_code = unit.school_unit_code
LEFT JOIN enrolled
    ON enrolled.person_pseudonym = pupils.person_pseudonym
    AND enrolled.period_kind = pupils.period_kind
    AND enrolled.period = pupils.period
SETTINGS join_use_nulls = 0, max_partitions_per_insert_block = 0;
