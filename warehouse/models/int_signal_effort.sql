-- One row per linkable pupil, läsår with a signal, and period of the first service that began after it.
CREATE TABLE {int_signal_effort}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    days UInt32 COMMENT 'Dagar från signalen till insatsens första dag'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per elev som kan länkas, läsår med en signal, och period för den första insats som började efter den';

INSERT INTO {int_signal_effort}
SELECT efforts.person_pseudonym, periods.period_kind, periods.period, toUInt32(efforts.begun_on - efforts.signal_on)
FROM
(
    SELECT
        signal.person_pseudonym AS person_pseudonym,
        signal.school_year AS school_year,
        any(signal.signal_on) AS signal_on,
        min(service.started_on) AS begun_on
    FROM {int_signal} AS signal
    INNER JOIN
    (
        SELECT person_pseudonym, started_on
        FROM core.social_event FINAL
        WHERE kind = 'service' AND is_linkable AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
    ) AS service
        ON service.person_pseudonym = signal.person_pseudonym
    WHERE service.started_on > signal.signal_on AND service.started_on <= signal.signal_on + 365
    GROUP BY person_pseudonym, school_year
) AS efforts
INNER JOIN {int_month_period} AS periods ON periods.month_on = toStartOfMonth(efforts.begun_on)
WHERE periods.period_kind != 'year'
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
