-- One row per pupil, month, unit and feed, of months that several feeds account for, which are few; and whether it counts.
-- Lessons go before sums, a feed that knows what was offered before one that does not, then the order of follow-up.feed-order,
-- then the name. Rows without a mapped unit may be those of another feed under another name: they count only where the whole
-- month comes from one feed.
CREATE TABLE {int_feed_choice}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    month_on Date COMMENT 'Kalendermånadens första dag',
    school_unit_code String COMMENT 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    feed LowCardinality(String) COMMENT 'Källans namn, samma som ruttens och mappningens',
    is_sum Bool COMMENT '1 = källan lämnar summor, 0 = lektioner',
    is_chosen Bool COMMENT '1 = månaden vid enheten räknas enligt den här källan'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(month_on)
ORDER BY (person_pseudonym, month_on, school_unit_code)
COMMENT 'En rad per elev, månad, skolenhet och källa, bara för månader som flera källor redovisar';

INSERT INTO {int_feed_choice}
WITH
    (SELECT feed_order FROM {int_setting}) AS feed_order,
    candidates AS
    (
        SELECT person_pseudonym, school_unit_code, month_on, feed, false AS is_of_sums, offered_minutes = 0 AS is_without
        FROM {int_lesson_month}
        WHERE month_on >= {from-month}
        UNION ALL
        SELECT person_pseudonym, school_unit_code, month_on, feed, true, offered_minutes = 0
        FROM {int_sum_period}
        WHERE NOT is_of_term AND month_on >= {from-month}
    ),
    contested AS
    (
        SELECT person_pseudonym, month_on
        FROM candidates
        GROUP BY person_pseudonym, month_on
        HAVING min(feed) != max(feed) OR min(is_of_sums) != max(is_of_sums)
    ),
    placed AS
    (
        SELECT
            *,
            (is_without, is_of_sums, indexOf(feed_order, feed) = 0, indexOf(feed_order, feed), toString(feed)) AS place,
            min(place) OVER (PARTITION BY person_pseudonym, month_on, school_unit_code) AS first_place,
            min(toString(feed)) OVER (PARTITION BY person_pseudonym, month_on)
                = max(toString(feed)) OVER (PARTITION BY person_pseudonym, month_on) AS is_of_one_feed
        FROM candidates
        WHERE (person_pseudonym, month_on) IN contested
    )
SELECT DISTINCT
    person_pseudonym,
    month_on,
    school_unit_code,
    feed,
    is_of_sums,
    (is_of_sums, toString(feed)) = (first_place.2, first_place.5) AND (school_unit_code != '' OR is_of_one_feed)
FROM placed
SETTINGS join_use_nulls = 0, max_partitions_per_insert_block = 0;
