-- One row per läsår and combination of the three marks, also where nobody has it.
-- Social services is a sensitive dimension: a zero is '..' as well, and so is a full share, when nobody with the same
-- absence and leisure is on the other side of has_social_event. No margins.
CREATE TABLE {fct_agency_overlap}
(
    school_year String COMMENT 'Läsår, 2025/26 = 1 juli 2025 till 30 juni 2026',
    has_absence_10 Bool COMMENT 'Frånvaro minst 10 procent av rapporterad tid under läsåret',
    has_social_event Bool COMMENT 'Anmälan, utredning, beslut eller insats som börjat eller pågått under läsåret',
    has_leisure Bool COMMENT 'Minst ett fritidsbesök under läsåret',
    pupil_count String COMMENT 'Antal elever med rapporterad tid som kan länkas; .. = färre än 10 eller alla'
)
ENGINE = MergeTree
ORDER BY (school_year, has_absence_10, has_social_event, has_leisure)
COMMENT 'En rad per läsår och kombination av frånvaro, socialtjänst och fritid';

INSERT INTO {fct_agency_overlap}
WITH
    pupils AS
    (
        SELECT
            period AS school_year,
            sum(absence_minutes) * 10 >= sum(reported_minutes) AS has_absence_10,
            max(has_social_event) AS has_social_event,
            max(has_leisure) AS has_leisure
        FROM {int_pupil_period}
        WHERE period_kind = 'school_year' AND is_linkable AND has_reported
        GROUP BY period, person_pseudonym
    ),
    counted AS
    (
        SELECT school_year, has_absence_10, has_social_event, has_leisure, 1 AS pupil
        FROM pupils
        UNION ALL
        SELECT years.school_year, bitTest(n.number, 2), bitTest(n.number, 1), bitTest(n.number, 0), 0
        FROM (SELECT DISTINCT school_year FROM pupils) AS years
        CROSS JOIN numbers(8) AS n
    ),
    cells AS
    (
        SELECT school_year, has_absence_10, has_social_event, has_leisure, sum(pupil) AS pupils
        FROM counted
        GROUP BY school_year, has_absence_10, has_social_event, has_leisure
    ),
    beside AS
    (
        SELECT
            *,
            min(pupils) OVER (PARTITION BY school_year, has_absence_10, has_leisure) AS smaller_side
        FROM cells
    )
SELECT
    school_year AS school_year_name,
    has_absence_10,
    has_social_event,
    has_leisure,
    if(pupils < 10 OR smaller_side = 0, '..', toString(pupils))
FROM beside
ORDER BY school_year_name, has_absence_10, has_social_event, has_leisure;
