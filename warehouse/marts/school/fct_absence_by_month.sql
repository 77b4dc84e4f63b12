-- One row per month, school unit, grade and sex that has pupils.
-- Under 10 distinct pupils every measure is '..'. No margins: a total beside its parts would give the hidden part away.
CREATE TABLE {fct_absence_by_month}
(
    month String COMMENT 'Månad, 2026-03',
    school_unit_code String COMMENT 'Skolenhetskod',
    school_grade Nullable(UInt8) COMMENT 'Årskurs 0-10, NULL = okänd',
    sex String COMMENT 'Kön: F, M eller U (okänt)',
    pupil_count String COMMENT 'Antal elever; .. = färre än 10',
    absence_share String
        COMMENT 'Total frånvaro i procent av rapporterad erbjuden tid; .. = dolt (få elever eller dominans), . = ingen rapporterad tid',
    reported_share String
        COMMENT 'Täckning: rapporterad tid i procent av erbjuden tid; .. = färre än 10 elever, . = ingen erbjuden tid'
)
ENGINE = MergeTree
ORDER BY (month, school_unit_code, ifNull(school_grade, 255), sex)
COMMENT 'En rad per månad, skolenhet, årskurs och kön';

INSERT INTO {fct_absence_by_month}
WITH
    pupils AS
    (
        SELECT
            formatDateTime(month_on, '%Y-%m') AS month,
            school_unit_code,
            school_grade,
            sex,
            person_pseudonym,
            sum(offered_minutes) AS offered,
            sum(reported_minutes) AS reported,
            sum(valid_minutes + invalid_minutes + unspecified_minutes) AS absence
        FROM {int_account}
        WHERE school_unit_code != '' AND NOT is_of_term AND (offered_minutes > 0 OR uncovered_minutes = 0)
        GROUP BY month, school_unit_code, school_grade, sex, person_pseudonym
    ),
    cells AS
    (
        SELECT
            month,
            school_unit_code,
            school_grade,
            sex,
            count() AS pupils_all,
            countIf(reported > 0) AS pupils_reported,
            sum(offered) AS offered_all,
            sum(reported) AS reported_all,
            sum(absence) AS absence_all,
            arrayReverseSort(groupArray(absence)) AS largest
        FROM pupils
        GROUP BY month, school_unit_code, school_grade, sex
    ),
    -- Tenths of a percent, halves up, in whole numbers: no machine rounds otherwise.
    intDiv(2000 * absence_all + reported_all, 2 * greatest(reported_all, 1)) AS absence_tenths,
    intDiv(2000 * reported_all + offered_all, 2 * greatest(offered_all, 1)) AS reported_tenths
SELECT
    month,
    school_unit_code,
    school_grade,
    sex,
    if(pupils_all < 10, '..', toString(pupils_all)) AS pupil_count,
    multiIf(
        pupils_all < 10, '..',
        reported_all = 0, '.',
        pupils_reported < 10, '..',
        -- Dominance (1,80) and (2,90): the reader who is the second largest could tell the largest.
        100 * largest[1] > 80 * absence_all, '..',
        100 * (largest[1] + largest[2]) > 90 * absence_all, '..',
        concat(toString(intDiv(absence_tenths, 10)), '.', toString(absence_tenths % 10))) AS absence_share,
    multiIf(
        pupils_all < 10, '..',
        offered_all = 0, '.',
        concat(toString(intDiv(reported_tenths, 10)), '.', toString(reported_tenths % 10))) AS reported_share
FROM cells
ORDER BY month, school_unit_code, ifNull(school_grade, 255), sex;
