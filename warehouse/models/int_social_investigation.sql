-- One row per investigation (utredning), and period in which its four months ran out.
CREATE TABLE {int_social_investigation}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    category String COMMENT 'Ur kommunens egen korta lista i mappningen',
    is_done_in_time Bool COMMENT '1 = avslutad till dess'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per utredning, och period då dess fyra månader gick ut';

INSERT INTO {int_social_investigation}
SELECT
    events.person_pseudonym,
    periods.period_kind,
    periods.period,
    events.kept_category,
    ifNull(events.ended_on <= events.due_on, false)
FROM
(
    SELECT person_pseudonym, toString(category) AS kept_category, ended_on, addMonths(started_on, 4) AS due_on
    FROM core.social_event FINAL
    WHERE kind = 'investigation' AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
) AS events
INNER JOIN {int_month_period} AS periods ON periods.month_on = toStartOfMonth(events.due_on)
WHERE periods.period_kind != 'year' AND events.due_on <= (SELECT as_of_on FROM {int_setting})
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
