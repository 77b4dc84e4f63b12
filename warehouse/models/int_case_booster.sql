-- One row per case with uppföljning, and period in which its six months ran out.
CREATE TABLE {int_case_booster}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    period_kind LowCardinality(String) COMMENT 'Kind of period',
    period LowCardinality(String) COMMENT 'The period',
    programme String COMMENT 'The programme (modell)',
    level String COMMENT '1 promoting, 2 preventive, 3 remedial; empty where none is given',
    district String COMMENT 'Stadsdel of the case',
    is_kept_up Bool COMMENT 'Vidmakthållande within the six months'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'One row per case with uppföljning, and period in which its six months ran out';

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
