-- One row per pupil and month: the school days and their minutes, over all units.
CREATE TABLE {int_pupil_day}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor',
    month_on Date COMMENT 'Månadens första dag',
    days Array(Date) COMMENT 'Dagar i månaden med rapporterad tid, i ordning; minst en finns',
    reported Array(UInt64) COMMENT 'Rapporterade minuter var och en av dagarna',
    absence Array(UInt64) COMMENT 'Minuter frånvaro var och en av dagarna',
    invalid Array(UInt64) COMMENT 'Minuter ogiltig frånvaro var och en av dagarna',
    runs UInt8 COMMENT 'Följder av dagar med någon frånvaro, som om inget kom före månaden',
    first_is_absent Bool COMMENT '1 = någon frånvaro den första av dagarna',
    last_is_absent Bool COMMENT '1 = någon frånvaro den sista av dagarna',
    first_is_invalid Bool COMMENT '1 = all rapporterad tid den första av dagarna är ogiltig frånvaro',
    last_is_invalid Bool COMMENT '1 = all rapporterad tid den sista av dagarna är ogiltig frånvaro'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(month_on)
ORDER BY person_pseudonym
COMMENT 'En rad per elev och månad: skoldagarna och deras minuter, över alla skolenheter';

INSERT INTO {int_pupil_day}
WITH
    -- A pupil's month at one unit is one row, its days in order. A month in several rows (two units, a grade that changed) is
    -- summed by day.
    in_several_rows AS
    (
        SELECT person_pseudonym, month_on
        FROM {int_account}
        WHERE notEmpty(days) AND month_on >= {from-month}
        GROUP BY person_pseudonym, month_on
        HAVING count() > 1
    ),
    by_month AS
    (
        SELECT
            person_pseudonym,
            is_linkable AS linkable,
            month_on,
            days AS days_of_month,
            CAST(day_reported, 'Array(UInt64)') AS reported_minutes,
            CAST(day_absence, 'Array(UInt64)') AS absence_minutes,
            CAST(day_invalid, 'Array(UInt64)') AS invalid_minutes
        FROM {int_account}
        WHERE notEmpty(days) AND month_on >= {from-month} AND (person_pseudonym, month_on) NOT IN in_several_rows
        UNION ALL
        SELECT
            person_pseudonym,
            max(is_linkable),
            month_on,
            (sumMap(days, day_reported, day_absence, day_invalid) AS summed).1,
            summed.2,
            summed.3,
            summed.4
        FROM {int_account}
        WHERE notEmpty(days) AND month_on >= {from-month} AND (person_pseudonym, month_on) IN in_several_rows
        GROUP BY person_pseudonym, month_on
    )
SELECT
    person_pseudonym,
    linkable,
    month_on,
    arrayMap(d -> month_on + (d - 1), arrayFilter((d, r) -> r > 0, days_of_month, reported_minutes)) AS school_days,
    arrayFilter(r -> r > 0, reported_minutes) AS school_reported,
    arrayFilter((a, r) -> r > 0, absence_minutes, reported_minutes) AS school_absence,
    arrayFilter((i, r) -> r > 0, invalid_minutes, reported_minutes) AS school_invalid,
    toUInt8(arrayCount((a, p) -> a > 0 AND p = 0, school_absence, arrayPushFront(arrayPopBack(school_absence), 0))),
    school_absence[1] > 0,
    school_absence[-1] > 0,
    school_reported[1] = school_invalid[1],
    school_reported[-1] = school_invalid[-1]
FROM by_month
WHERE notEmpty(school_days)
SETTINGS max_partitions_per_insert_block = 0;
