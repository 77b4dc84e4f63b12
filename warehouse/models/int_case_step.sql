-- One row per case, step after the first, and period of the day when it was first reached.
CREATE TABLE {int_case_step}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    programme String COMMENT 'Stödprogram (modell)',
    level String COMMENT '1 främjande, 2 förebyggande, 3 åtgärdande; tom där ingen anges',
    district String COMMENT 'Ärendets stadsdel',
    step String COMMENT 'Steget som nåddes',
    days UInt32 COMMENT 'Dagar sedan steget före'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per ärende, steg efter det första, och period för dagen då det först nåddes';

INSERT INTO {int_case_step}
SELECT
    cases.person_pseudonym,
    periods.period_kind,
    periods.period,
    cases.programme,
    cases.level,
    cases.district,
    pair.2.1,
    toUInt32(pair.2.3 - pair.1.3)
FROM (
    SELECT *, arrayJoin(arrayZip(arrayPopBack(steps), arrayPopFront(steps))) AS pair
    FROM {int_case}
    WHERE length(steps) > 1
) AS cases
INNER JOIN {int_month_period} AS periods ON periods.month_on = toStartOfMonth(pair.2.3)
WHERE periods.period_kind != 'year' AND true;
