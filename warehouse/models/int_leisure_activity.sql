-- One row per person, period, activity and association that they visited.
CREATE TABLE {int_leisure_activity}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term or school_year',
    period LowCardinality(String) COMMENT 'The period',
    activity String COMMENT 'From the mapping''s value table',
    association String COMMENT 'The association''s id in the municipality''s register; empty where it is none'
)
ENGINE = MergeTree
ORDER BY (period_kind, period, person_pseudonym)
COMMENT 'One row per person, period, activity and association that they visited';

INSERT INTO {int_leisure_activity}
SELECT visits.person_pseudonym, max(visits.is_linkable), periods.period_kind, periods.period, visits.activity, visits.association
FROM
(
    SELECT person_pseudonym, is_linkable, toString(activity) AS activity, toString(association_id) AS association,
        toStartOfMonth(visited_on) AS month_on
    FROM core.leisure_visit FINAL
    WHERE delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
) AS visits
INNER JOIN {int_month_period} AS periods ON periods.month_on = visits.month_on
WHERE periods.period_kind != 'year'
GROUP BY visits.person_pseudonym, periods.period_kind, periods.period, visits.activity, visits.association
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
