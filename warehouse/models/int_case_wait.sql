-- One row per linked case that begins with a signal before it, and period of its aktualisering.
CREATE TABLE {int_case_wait}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    programme String COMMENT 'Stödprogram (modell)',
    level String COMMENT '1 främjande, 2 förebyggande, 3 åtgärdande; tom där ingen anges',
    district String COMMENT 'Ärendets stadsdel',
    days UInt32 COMMENT 'Dagar från signalen till aktualiseringen'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per länkat ärende som börjar med en signal före sig, och period för dess aktualisering';

INSERT INTO {int_case_wait}
SELECT
    cases.person_pseudonym,
    periods.period_kind,
    periods.period,
    cases.programme,
    cases.level,
    cases.district,
    toUInt32(cases.opened_on - cases.signal_on)
FROM (
    SELECT
        opened.person_pseudonym AS person_pseudonym,
        opened.programme AS programme,
        opened.level AS level,
        opened.district AS district,
        opened.opened_on AS opened_on,
        min(signal.signal_on) AS signal_on
    FROM
    (
        SELECT *, arrayFirst(s -> s.1 = 'aktualisering', steps).3 AS opened_on, toYear(opened_on) - (toMonth(opened_on) < 7) AS year
        FROM {int_case}
        WHERE is_linkable AND has(steps.1, 'aktualisering')
    ) AS opened
    INNER JOIN {int_signal} AS signal ON signal.person_pseudonym = opened.person_pseudonym
    WHERE signal.school_year IN (opened.year, opened.year - 1) AND signal.signal_on <= opened.opened_on
    GROUP BY person_pseudonym, programme, level, district, opened_on, opened.case_key, opened.case_number
) AS cases
INNER JOIN {int_month_period} AS periods ON periods.month_on = toStartOfMonth(cases.opened_on)
WHERE periods.period_kind != 'year' AND true;
