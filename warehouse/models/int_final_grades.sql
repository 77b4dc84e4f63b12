-- One row per pupil and läsår with final grades of the grundskola.
CREATE TABLE {int_final_grades}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Läsår',
    school_unit LowCardinality(String) COMMENT 'Det senaste betygets skolenhetskod',
    district LowCardinality(String) COMMENT 'Skolenhetens stadsdel',
    sex LowCardinality(String) COMMENT 'F, M eller U (okänt)',
    is_eligible_vocational Bool COMMENT '1 = svenska, engelska, matematik och fem andra ämnen godkända',
    is_eligible_preparatory Bool COMMENT '1 = svenska, engelska, matematik och nio andra ämnen godkända',
    is_passed_in_all Bool COMMENT '1 = varje ämne med betyg eller streck är godkänt',
    has_missing_basis Bool COMMENT '1 = streck och inget godkänt betyg i minst ett ämne'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per elev och läsår med slutbetyg från grundskolan';

INSERT INTO {int_final_grades}
WITH
    grades AS
    (
        SELECT
            person_pseudonym,
            if(subject IN ('SV', 'SVA'), 'SV', toString(subject)) AS subject_group,
            multiIf(
                isNotNull(graded_on), toYear(assumeNotNull(graded_on)) - (toMonth(assumeNotNull(graded_on)) < 7),
                isNotNull(graded_year), assumeNotNull(graded_year) - (semester != 'HT'),
                0) AS school_year,
            max(grade IN ('A', 'B', 'C', 'D', 'E', 'G', 'VG', 'MVG')) AS is_passed,
            max(grade = '-') AS has_dash,
            argMin(toString(school_unit_code), (-toInt32(ifNull(graded_on, toDate('1970-01-01'))), toString(school_unit_code))) AS last_unit,
            max(ifNull(graded_on, toDate('1970-01-01'))) AS last_on
        FROM core.grade FINAL
        WHERE is_final
            AND (startsWith(school_form, 'GR') OR school_form = '')
            AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
        GROUP BY person_pseudonym, subject_group, school_year
    ),
    pupils AS
    (
        SELECT
            person_pseudonym,
            concat(toString(school_year), '/', leftPad(toString((school_year + 1) % 100), 2, '0')) AS period,
            makeDate(school_year + 1, 6, 30) AS period_last_on,
            argMin(last_unit, (-toInt32(last_on), last_unit)) AS unit,
            groupArrayIf(subject_group, is_passed) AS passed,
            countIf(NOT is_passed) AS not_passed,
            max(has_dash AND NOT is_passed) AS missing,
            length(arrayFilter(s -> s NOT IN ('SV', 'EN', 'MA'), passed)) AS others,
            hasAll(passed, ['SV', 'EN', 'MA']) AS has_core
        FROM grades
        WHERE school_year > 0
        GROUP BY person_pseudonym, school_year
    )
SELECT
    pupils.person_pseudonym,
    'school_year',
    pupils.period,
    pupils.unit,
    arrayFirst(s -> s.1 <= pupils.period_last_on, units.spells).4,
    multiIf(band.sex NOT IN ('', 'U'), toString(band.sex), enrolment.sex != '', enrolment.sex, 'U'),
    pupils.has_core AND pupils.others >= 5,
    pupils.has_core AND pupils.others >= 9,
    pupils.not_passed = 0,
    pupils.missing
FROM pupils
LEFT JOIN {int_school_unit} AS units ON units.school_unit_code = pupils.unit
LEFT JOIN (SELECT person_pseudonym, period, sex FROM {int_pupil_band} WHERE period_kind = 'school_year') AS band
    ON band.person_pseudonym = pupils.person_pseudonym AND band.period = pupils.period
LEFT JOIN
(
    -- Also one at a unit that is not mapped, which int_enrolment leaves out.
    SELECT
        person_pseudonym,
        argMaxIf(toString(sex), (ifNull(valid_from, toDate('1970-01-01')), toString(feed), toString(source_key)), sex != 'U') AS sex
    FROM core.pupil_term FINAL
    WHERE delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
    GROUP BY person_pseudonym
) AS enrolment
    ON enrolment.person_pseudonym = pupils.person_pseudonym
SETTINGS join_use_nulls = 0, do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
