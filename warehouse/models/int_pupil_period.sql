-- One row per pupil, unit and period: minutes at the unit, and what else is known of the pupil.
CREATE TABLE {int_pupil_period}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term eller school_year',
    period LowCardinality(String) COMMENT 'Perioden',
    school_unit LowCardinality(String) COMMENT 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    district LowCardinality(String) COMMENT 'Skolenhetens stadsdel',
    school_form LowCardinality(String) COMMENT 'Skolenhetens skolform, annars skolplaceringens',
    stage LowCardinality(String) COMMENT 'F-3, 4-6, 7-9 eller GY för elevens plats; tom där det är okänt',
    grade LowCardinality(String) COMMENT 'Årskurs för elevens plats; tom där den är okänd',
    sex LowCardinality(String) COMMENT 'F, M eller U (okänt)',
    age_band LowCardinality(String) COMMENT 'Åldersgrupp efter den ålder eleven fyller under kalenderåret för periodens sista dag',
    band Nullable(UInt8) COMMENT 'Högsta gräns som elevens frånvaroandel når, alla skolenheter tillsammans; NULL utan rapporterad tid',
    band_before Nullable(UInt8) COMMENT 'För månader: frånvarobandet månaden före',
    was_over Bool COMMENT 'För månader: 1 = över frånvarogränsen månaden före',
    is_place Bool COMMENT '1 = raden för skolenheten där eleven senast undervisades: här räknas elever',
    has_reported Bool COMMENT '1 = eleven har rapporterad tid i perioden',
    has_days Bool COMMENT '1 = eleven har rapporterad tid i perioden som är känd dag för dag; 0 där källan bara har summor',
    is_over Bool COMMENT '1 = elevens frånvaroandel når follow-up.threshold',
    has_long_invalid Bool COMMENT '1 = en sammanhängande frånvaro av helt ogiltiga dagar hade varat en månad någon dag i perioden',
    is_scattered Bool COMMENT '1 = upprepad ströfrånvaro (follow-up.scattered)',
    is_enrolled Bool COMMENT '1 = har ett länkat ärende som är inskrivet någon dag i perioden',
    programme LowCardinality(String) COMMENT 'Stödprogram för det senast inskrivna ärendet; tom där inget finns',
    has_social_event Bool COMMENT '1 = anmälan, utredning, beslut eller insats någon dag i perioden',
    has_service Bool COMMENT '1 = en insats pågår någon dag i perioden',
    has_leisure Bool COMMENT '1 = minst ett besök i perioden',
    overlap LowCardinality(String) COMMENT 'F över frånvarogränsen, S händelse i socialtjänsten, L fritid, förenade med +; - = inget av dem',
    knows_support Bool COMMENT '1 = skolsociala teamets första steg kom senast periodens sista dag: inget ärende betyder inget',
    knows_social Bool COMMENT '1 = socialtjänstens första händelse kom senast periodens sista dag: ingen händelse betyder ingen',
    knows_leisure Bool COMMENT '1 = det första besöket kom senast periodens sista dag: inget besök betyder inget',
    offered_minutes UInt64 COMMENT 'Erbjudna minuter vid denna skolenhet',
    reported_minutes UInt64 COMMENT 'Rapporterade minuter vid denna skolenhet',
    absence_minutes UInt64 COMMENT 'Minuter frånvaro vid denna skolenhet: giltig, ogiltig och utan angiven giltighet',
    valid_minutes UInt64 COMMENT 'Minuter giltig frånvaro vid denna skolenhet',
    invalid_minutes UInt64 COMMENT 'Minuter ogiltig frånvaro vid denna skolenhet',
    unspecified_minutes UInt64 COMMENT 'Minuter frånvaro utan angiven giltighet vid denna skolenhet',
    unreported_minutes UInt64 COMMENT 'Erbjudna minuter vid denna skolenhet som inte är rapporterade',
    noticed_minutes UInt64 COMMENT 'Av de orapporterade minuterna vid denna skolenhet: på en dag med anmälan',
    last_month_on Date COMMENT 'Första dagen i periodens sista månad'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(last_month_on)
ORDER BY (period_kind, period, person_pseudonym)
COMMENT 'En rad per elev, skolenhet och period: minuter vid skolenheten, och vad som i övrigt är känt om eleven';

INSERT INTO {int_pupil_period}
WITH
    (SELECT scattered_occasions FROM {int_setting}) AS scattered_occasions,
    (SELECT scattered_months FROM {int_setting}) AS scattered_months,
    -- Before an agency's first row, and where none of its feeds is loaded, nothing is known: that is not "none".
    (SELECT minOrNull(first_on) FROM {int_case}) AS support_from,
    (SELECT minOrNull(toDate(concat(period, '-01'))) FROM {int_social_period} WHERE period_kind = 'month') AS social_from,
    (SELECT minOrNull(toDate(concat(period, '-01'))) FROM {int_leisure_activity} WHERE period_kind = 'month') AS leisure_from,
    scattered AS
    (
        SELECT person_pseudonym, arrayJoin(arrayMap(n -> addMonths(month_on, n), range(scattered_months))) AS last_month_on
        FROM {int_occasion_month}
        WHERE addMonths(month_on, scattered_months) > {from-month}
        GROUP BY person_pseudonym, last_month_on
        HAVING sum(occasions) >= scattered_occasions
    ),
    long_invalid AS
    (
        SELECT DISTINCT runs.person_pseudonym, periods.period_kind, periods.period
        FROM {int_invalid_spell} AS runs
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
            pupil.has_days AS has_days,
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
            WHERE period_kind = 'month' AND addMonths(last_month_on, 1) >= {from-month}
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
    pupils.has_days,
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
