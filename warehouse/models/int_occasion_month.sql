-- One row per pupil and month in which occasions of absence begin.
-- An occasion is a run of school days with any absence. It may go on over a month's end, and is one all the same.
CREATE TABLE {int_occasion_month}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    month_on Date COMMENT 'Månadens första dag',
    occasions UInt8 COMMENT 'Frånvarotillfällen vars första dag ligger i månaden'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(month_on)
ORDER BY person_pseudonym
COMMENT 'En rad per elev och månad då frånvarotillfällen börjar';

INSERT INTO {int_occasion_month}
SELECT person_pseudonym, month_on, begun
FROM
(
    SELECT
        person_pseudonym,
        month_on,
        -- A run that was going on at the end of the school month before did not begin here.
        toUInt8(runs - (first_is_absent AND lagInFrame(last_is_absent, 1, false) OVER
            (PARTITION BY person_pseudonym ORDER BY month_on ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))) AS begun
    FROM
    (
        SELECT person_pseudonym, month_on, runs, first_is_absent, last_is_absent
        FROM {int_pupil_day}
        WHERE month_on >= {from-month}
        UNION ALL
        -- Of each pupil the last school month before those that are made.
        SELECT person_pseudonym, max(month_on), 0, false, argMax(last_is_absent, month_on)
        FROM {int_pupil_day}
        WHERE month_on < {from-month}
        GROUP BY person_pseudonym
    )
)
WHERE begun > 0 AND month_on >= {from-month}
SETTINGS max_partitions_per_insert_block = 0;
