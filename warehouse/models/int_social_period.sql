-- One row per person and period in which the social services knew of them.
CREATE TABLE {int_social_period}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term eller school_year',
    period LowCardinality(String) COMMENT 'Perioden',
    has_service Bool COMMENT '1 = en insats pågår någon dag i perioden',
    open_categories Array(String) COMMENT 'Kategorier för de insatser som pågår periodens sista dag'
)
ENGINE = MergeTree
ORDER BY (period_kind, period, person_pseudonym)
COMMENT 'En rad per person och period då personen var känd av socialtjänsten';

INSERT INTO {int_social_period}
WITH events AS
    (
        SELECT
            person_pseudonym,
            is_linkable,
            kind,
            toString(category) AS category,
            started_on,
            -- NULL means "goes on" for what lasts; a report or decision is over on its day.
            if(kind IN ('investigation', 'service'), ifNull(ended_on, toDate('2149-06-06')), started_on) AS ends_on
        FROM core.social_event FINAL
        WHERE kind IN ('report', 'investigation', 'decision', 'service')
            AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
    )
SELECT
    events.person_pseudonym,
    max(events.is_linkable),
    periods.period_kind,
    periods.period,
    max(events.kind = 'service'),
    arraySort(groupUniqArrayIf(events.category, events.kind = 'service' AND events.ends_on >= periods.last_on))
FROM events
INNER JOIN
(
    SELECT * FROM {int_period} WHERE period_kind != 'year' AND first_on <= (SELECT as_of_on FROM {int_setting})
) AS periods
    ON events.started_on <= periods.last_on AND events.ends_on >= periods.first_on
GROUP BY events.person_pseudonym, periods.period_kind, periods.period
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
