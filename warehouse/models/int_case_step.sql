-- One row per case, step after the first, and period of the day when it was first reached.
CREATE TABLE {int_case_step}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    period_kind LowCardinality(String) COMMENT 'Kind of period',
    period LowCardinality(String) COMMENT 'The period',
    programme String COMMENT 'The programme (modell)',
    level String COMMENT '1 promoting, 2 preventive, 3 remedial; empty where none is given',
    district String COMMENT 'Stadsdel of the case',
    step String COMMENT 'The step that was reached',
    days UInt32 COMMENT 'Days since the step before'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'One row per case, step after the first, and period of the day when it was first reached';

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
