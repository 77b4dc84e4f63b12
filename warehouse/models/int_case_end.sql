-- One row per enrolled case that has ended, and period of its end.
CREATE TABLE {int_case_end}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    programme String COMMENT 'Stödprogram (modell)',
    level String COMMENT '1 främjande, 2 förebyggande, 3 åtgärdande; tom där ingen anges',
    district String COMMENT 'Ärendets stadsdel',
    is_completed Bool COMMENT '1 = genomförande och uppföljning nåddes dessförinnan'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per inskrivet ärende som har avslutats, och period för avslutet';

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
