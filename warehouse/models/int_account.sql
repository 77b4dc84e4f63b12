-- One row per pupil, unit, month (or term, for sums that know no month), grade and sex, each pupil-unit-month from one feed.
-- Two feeds are never added: int_feed_choice tells which counts; a term's sums count only where no feed knows its months.
CREATE TABLE {int_account}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor',
    school_unit_code String COMMENT 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    is_of_term Bool COMMENT '1 = minuterna är kända bara för terminen',
    month_on Date COMMENT 'Månadens första dag; för en termins minuter första dagen i terminens första månad',
    feed LowCardinality(String) COMMENT 'Källan som minuterna tas från',
    school_grade Nullable(UInt8) COMMENT 'Årskurs 0-10',
    sex LowCardinality(String) COMMENT 'F, M eller U (okänt)',
    last_on Date COMMENT 'Sista dagen med erbjuden tid; 1970-01-01 där ingen finns',
    offered_minutes UInt64 COMMENT 'Minuter som schemat erbjöd',
    reported_minutes UInt64 COMMENT 'Av erbjuden tid: minuter som någon rapporterade',
    valid_minutes UInt64 COMMENT 'Av rapporterad tid: giltig frånvaro',
    invalid_minutes UInt64 COMMENT 'Av rapporterad tid: ogiltig frånvaro',
    unspecified_minutes UInt64 COMMENT 'Av rapporterad tid: frånvaro utan angiven giltighet',
    noticed_minutes UInt64 COMMENT 'Av erbjuden tid: inte rapporterad, på en dag med anmälan om frånvaro eller ledighet',
    uncovered_minutes UInt64 COMMENT 'Frånvaro utan nämnare: ingår inte i någon annan kolumn',
    days Array(UInt8) COMMENT 'Dagar i månaden med erbjuden tid; inga för summor',
    day_reported Array(UInt16) COMMENT 'Rapporterade minuter var och en av dagarna',
    day_absence Array(UInt16) COMMENT 'Minuter frånvaro var och en av dagarna',
    day_invalid Array(UInt16) COMMENT 'Minuter ogiltig frånvaro var och en av dagarna'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(month_on)
ORDER BY (person_pseudonym, month_on, school_unit_code)
COMMENT 'En rad per elev, skolenhet, månad (eller termin), årskurs och kön; varje elev, skolenhet och månad från en enda källa';

INSERT INTO {int_account}
WITH
    (SELECT feed_order FROM {int_setting}) AS feed_order,
    with_sums_of_terms AS
    (
        SELECT person_pseudonym FROM {int_sum_period} WHERE is_of_term AND month_on >= {from-month}
    ),
    of_months AS
    (
        SELECT person_pseudonym, school_unit_code, month_on, feed, offered_minutes
        FROM {int_lesson_month}
        WHERE month_on >= {from-month} AND person_pseudonym IN with_sums_of_terms
        UNION ALL
        SELECT person_pseudonym, school_unit_code, month_on, feed, offered_minutes
        FROM {int_sum_period}
        WHERE NOT is_of_term AND month_on >= {from-month} AND person_pseudonym IN with_sums_of_terms
    ),
    of_several_feeds_in_term AS
    (
        SELECT person_pseudonym, toYear(month_on) AS year, toMonth(month_on) < 7 AS is_spring
        FROM
        (
            SELECT person_pseudonym, month_on, feed FROM of_months
            UNION ALL
            SELECT person_pseudonym, month_on, feed FROM {int_sum_period} WHERE is_of_term AND month_on >= {from-month}
        )
        GROUP BY person_pseudonym, year, is_spring
        HAVING uniqExact(feed) > 1
    ),
    terms AS
    (
        SELECT
            person_pseudonym, school_unit_code, month_on,
            min((offered_minutes = 0, indexOf(feed_order, feed) = 0, indexOf(feed_order, feed), feed)).4 AS feed
        FROM {int_sum_period}
        WHERE is_of_term AND month_on >= {from-month}
            AND (person_pseudonym, school_unit_code, toYear(month_on), toMonth(month_on) < 7) NOT IN
                (
                    SELECT person_pseudonym, school_unit_code, toYear(month_on), toMonth(month_on) < 7
                    FROM of_months
                    WHERE offered_minutes > 0
                )
            AND (
                school_unit_code != ''
                OR (person_pseudonym, toYear(month_on), toMonth(month_on) < 7) NOT IN of_several_feeds_in_term)
        GROUP BY person_pseudonym, school_unit_code, month_on
    ),
    notices AS
    (
        SELECT
            person_pseudonym,
            toStartOfMonth(day) AS month_on,
            groupBitOr(bitShiftLeft(toUInt32(1), toDayOfMonth(day))) AS noticed_days
        FROM {int_notice_day}
        WHERE day >= {from-month}
        GROUP BY person_pseudonym, month_on
    )
SELECT
    lessons.person_pseudonym,
    lessons.is_linkable,
    lessons.school_unit_code,
    false,
    lessons.month_on,
    lessons.feed,
    coalesce(lessons.told_grade, arrayFirst(s -> s.1 <= day AND day < s.2 AND isNotNull(s.3), enrolment.spells).3),
    multiIf(
        lessons.told_sex != 'U', toString(lessons.told_sex),
        arrayExists(s -> s.1 <= day AND day < s.2 AND s.4 != 'U', enrolment.spells),
            arrayFirst(s -> s.1 <= day AND day < s.2 AND s.4 != 'U', enrolment.spells).4,
        'U'),
    lessons.last_on,
    lessons.offered_minutes,
    lessons.reported_minutes,
    lessons.valid_minutes,
    lessons.invalid_minutes,
    lessons.unspecified_minutes,
    -- Days of a month without a notice, which are nearly all, are not looked at one by one.
    arraySum(arrayMap(
        (d, m) -> m * bitTest(notice.noticed_days, d),
        if(notice.noticed_days = 0, [], lessons.days),
        if(notice.noticed_days = 0, [], lessons.day_unreported))),
    lessons.uncovered_minutes,
    lessons.days,
    lessons.day_reported,
    lessons.day_absence,
    lessons.day_invalid
FROM (SELECT *, lookup_on AS day FROM {int_lesson_month} WHERE month_on >= {from-month}) AS lessons
LEFT JOIN {int_enrolment} AS enrolment
    ON enrolment.person_pseudonym = lessons.person_pseudonym AND enrolment.school_unit_code = lessons.school_unit_code
LEFT JOIN notices AS notice ON notice.person_pseudonym = lessons.person_pseudonym AND notice.month_on = lessons.month_on
WHERE (lessons.person_pseudonym, lessons.month_on) NOT IN (SELECT person_pseudonym, month_on FROM {int_feed_choice})
    OR (lessons.person_pseudonym, lessons.school_unit_code, lessons.month_on, lessons.feed) IN
        (SELECT person_pseudonym, school_unit_code, month_on, feed FROM {int_feed_choice} WHERE is_chosen AND NOT is_sum)
UNION ALL
SELECT
    sums.person_pseudonym,
    sums.is_linkable,
    sums.school_unit_code,
    sums.is_of_term,
    sums.month_on,
    sums.feed,
    coalesce(sums.school_grade, arrayFirst(s -> s.1 <= day AND day < s.2 AND isNotNull(s.3), enrolment.spells).3),
    multiIf(
        sums.sex != 'U', toString(sums.sex),
        arrayExists(s -> s.1 <= day AND day < s.2 AND s.4 != 'U', enrolment.spells),
            arrayFirst(s -> s.1 <= day AND day < s.2 AND s.4 != 'U', enrolment.spells).4,
        'U'),
    sums.last_on,
    sums.offered_minutes,
    sums.reported_minutes,
    sums.valid_minutes,
    sums.invalid_minutes,
    sums.unspecified_minutes,
    0,
    sums.uncovered_minutes,
    [],
    [],
    [],
    []
FROM (SELECT *, last_on AS day FROM {int_sum_period} WHERE month_on >= {from-month}) AS sums
LEFT JOIN {int_enrolment} AS enrolment
    ON enrolment.person_pseudonym = sums.person_pseudonym AND enrolment.school_unit_code = sums.school_unit_code
WHERE (NOT sums.is_of_term
        AND ((sums.person_pseudonym, sums.month_on) NOT IN (SELECT person_pseudonym, month_on FROM {int_feed_choice})
            OR (sums.person_pseudonym, sums.school_unit_code, sums.month_on, sums.feed) IN
                (SELECT person_pseudonym, school_unit_code, month_on, feed FROM {int_feed_choice} WHERE is_chosen AND is_sum)))
    OR (sums.is_of_term AND (sums.person_pseudonym, sums.school_unit_code, sums.month_on, sums.feed) IN terms)
SETTINGS join_use_nulls = 0, max_partitions_per_insert_block = 0;
