-- One row per case and period with a day on which it is enrolled and not ended.
CREATE TABLE {int_case_period}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year eller year',
    period LowCardinality(String) COMMENT 'Perioden',
    enrolled_on Date COMMENT 'Dagen för första inskrivning',
    programme String COMMENT 'Stödprogram (modell)',
    level String COMMENT '1 främjande, 2 förebyggande, 3 åtgärdande; tom där ingen anges',
    district String COMMENT 'Ärendets stadsdel'
)
ENGINE = MergeTree
ORDER BY (period_kind, period, person_pseudonym)
COMMENT 'En rad per ärende och period med någon dag då det är inskrivet och inte avslutat';

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
