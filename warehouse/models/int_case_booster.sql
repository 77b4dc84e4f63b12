-- One row per case with uppföljning, and period in which its six months ran out.
CREATE TABLE {int_case_booster}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    programme String COMMENT 'Stödprogram (modell)',
    level String COMMENT '1 främjande, 2 förebyggande, 3 åtgärdande; tom där ingen anges',
    district String COMMENT 'Ärendets stadsdel',
    is_kept_up Bool COMMENT '1 = vidmakthållande inom de sex månaderna'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per ärende med uppföljning, och period då dess sex månader gick ut';

INSERT INTO {int_case_booster}
SELECT
    cases.person_pseudonym,
    periods.period_kind,
    periods.period,
    cases.programme,
    cases.level,
    cases.district,
    arrayExists(s -> s.1 = 'vidmakthallande' AND s.3 >= cases.followed_on AND s.3 <= cases.due_on, cases.steps)
FROM (
    SELECT *, arrayFirst(s -> s.1 = 'uppfoljning', steps).3 AS followed_on, addMonths(followed_on, 6) AS due_on
    FROM {int_case}
    WHERE has(steps.1, 'uppfoljning')
) AS cases
INNER JOIN {int_month_period} AS periods ON periods.month_on = toStartOfMonth(cases.due_on)
WHERE periods.period_kind != 'year' AND cases.due_on <= (SELECT as_of_on FROM {int_setting});
