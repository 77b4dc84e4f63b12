-- One row per case and period with a day on which it is enrolled and not ended.
CREATE TABLE {int_case_period}
(
    person_pseudonym UUID COMMENT 'Token of the person',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year or year',
    period LowCardinality(String) COMMENT 'The period',
    enrolled_on Date COMMENT 'Day of the first inskrivning',
    programme String COMMENT 'The programme (modell)',
    level String COMMENT '1 promoting, 2 preventive, 3 remedial; empty where none is given',
    district String COMMENT 'Stadsdel of the case'
)
ENGINE = MergeTree
ORDER BY (period_kind, period, person_pseudonym)
COMMENT 'One row per case and period with a day on which it is enrolled and not ended';

INSERT INTO {int_case_period}
SELECT
    cases.person_pseudonym,
    cases.is_linkable,
    periods.period_kind,
    periods.period,
    cases.enrolled,
    cases.programme,
    cases.level,
    cases.district
FROM
(
    SELECT *, assumeNotNull(enrolled_on) AS enrolled, ifNull(ended_on, toDate('2149-06-06')) AS ended
    FROM {int_case}
    WHERE isNotNull(enrolled_on)
) AS cases
INNER JOIN
(
    SELECT * FROM {int_period} WHERE first_on <= (SELECT as_of_on FROM {int_setting})
) AS periods
    ON cases.enrolled <= periods.last_on AND cases.ended >= periods.first_on;
