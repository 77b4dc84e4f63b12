-- One row per enrolled case that has ended, and period of its end.
CREATE TABLE {int_case_end}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    period_kind LowCardinality(String) COMMENT 'Kind of period',
    period LowCardinality(String) COMMENT 'The period',
    programme String COMMENT 'The programme (modell)',
    level String COMMENT '1 promoting, 2 preventive, 3 remedial; empty where none is given',
    district String COMMENT 'Stadsdel of the case',
    is_completed Bool COMMENT 'Genomförande and uppföljning were reached before'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'One row per enrolled case that has ended, and period of its end';

INSERT INTO {int_case_end}
SELECT
    cases.person_pseudonym,
    periods.period_kind,
    periods.period,
    cases.programme,
    cases.level,
    cases.district,
    hasAll(cases.steps.1, ['genomforande', 'uppfoljning'])
FROM {int_case} AS cases
INNER JOIN {int_month_period} AS periods ON periods.month_on = toStartOfMonth(assumeNotNull(cases.ended_on))
WHERE periods.period_kind != 'year' AND isNotNull(cases.ended_on) AND isNotNull(cases.enrolled_on);
