-- One row per person, period, activity and association that they visited.
CREATE TABLE {int_leisure_activity}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term eller school_year',
    period LowCardinality(String) COMMENT 'Perioden',
    activity String COMMENT 'Ur mappningens värdetabell',
    association String COMMENT 'Föreningens id i kommunens register; tom där det inte är någon'
)
ENGINE = MergeTree
ORDER BY (period_kind, period, person_pseudonym)
COMMENT 'En rad per person, period, aktivitet och förening som personen besökte';

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
