-- One row per report (anmälan), and period in which its 14 days ran out.
CREATE TABLE {int_social_report}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    is_judged_in_time Bool COMMENT '1 = utredning eller beslut för samma person från anmälans dag till och med 14 dagar efter'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per anmälan, och period då dess 14 dagar gick ut';

INSERT INTO {int_social_report}
SELECT
    events.person_pseudonym,
    periods.period_kind,
    periods.period,
    events.judged_in_time
FROM
(
    SELECT
        report.person_pseudonym AS person_pseudonym,
        report.source_key AS source_key,
        report.feed AS feed,
        any(report.started_on) + 14 AS due_on,
        max(answer.started_on >= report.started_on AND answer.started_on <= report.started_on + 14) AS judged_in_time
    FROM (SELECT * FROM core.social_event FINAL WHERE kind = 'report' AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})) AS report
    LEFT JOIN
    (
        SELECT person_pseudonym, started_on
        FROM core.social_event FINAL
        WHERE kind IN ('investigation', 'decision') AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
    ) AS answer
        ON answer.person_pseudonym = report.person_pseudonym
    GROUP BY person_pseudonym, source_key, feed
) AS events
INNER JOIN {int_month_period} AS periods ON periods.month_on = toStartOfMonth(events.due_on)
WHERE periods.period_kind != 'year' AND events.due_on <= (SELECT as_of_on FROM {int_setting})
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
