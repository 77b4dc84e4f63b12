-- One row per pupil and period: the minutes of all units, the band that they reach, and where the pupil was last taught.
CREATE TABLE {int_pupil_band}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term eller school_year',
    period LowCardinality(String) COMMENT 'Perioden',
    period_last_on Date COMMENT 'Periodens sista dag',
    last_month_on Date COMMENT 'Första dagen i periodens sista månad',
    offered_minutes UInt64 COMMENT 'Erbjudna minuter vid alla skolenheter',
    reported_minutes UInt64 COMMENT 'Rapporterade minuter vid alla skolenheter',
    absence_minutes UInt64 COMMENT 'Minuter frånvaro vid alla skolenheter: giltig, ogiltig och utan angiven giltighet',
    band Nullable(UInt8) COMMENT 'Högsta gräns som frånvaroandelen når, 0 under den lägsta; NULL utan rapporterad tid',
    is_over Bool COMMENT '1 = frånvaroandelen når follow-up.threshold',
    has_days Bool COMMENT '1 = eleven har rapporterad tid som är känd dag för dag; 0 där källan bara har summor',
    place_no UInt32 COMMENT 'Skolenhet (int_unit) för sista dagen med erbjuden tid, vid samma dag den första koden',
    school_grade Nullable(UInt8) COMMENT 'Årskurs den dagen',
    sex LowCardinality(String) COMMENT 'F, M eller U (okänt)',
    last_on Date COMMENT 'Den dagen',
    unit_nos Array(UInt32) COMMENT 'Varje skolenhet (int_unit) som eleven har i perioden',
    unit_days Array(Date) COMMENT 'Sista dagen med erbjuden tid vid var och en av dem',
    unit_offered Array(UInt64) COMMENT 'Erbjudna minuter vid var och en av dem',
    unit_reported Array(UInt64) COMMENT 'Rapporterade minuter vid var och en av dem',
    unit_valid Array(UInt64) COMMENT 'Minuter giltig frånvaro vid var och en av dem',
    unit_invalid Array(UInt64) COMMENT 'Minuter ogiltig frånvaro vid var och en av dem',
    unit_unspecified Array(UInt64) COMMENT 'Minuter frånvaro utan angiven giltighet vid var och en av dem',
    unit_noticed Array(UInt64) COMMENT 'Minuter vid var och en av dem: inte rapporterade, på en dag med anmälan'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(last_month_on)
ORDER BY (period_kind, period, person_pseudonym)
COMMENT 'En rad per elev och period: minuter vid alla skolenheter, frånvarobandet de når, och den sista skolenheten';

INSERT INTO {int_pupil_band}
WITH
    (SELECT bands FROM {int_setting}) AS limits,
    (SELECT threshold FROM {int_setting}) AS high,
    named AS
    (
        SELECT
            month_on,
            groupArrayIf(period_no, period_kind != 'year') AS of_month,
            groupArrayIf(period_no, period_kind IN ('term', 'school_year')) AS of_term
        FROM {int_month_period}
        WHERE last_month_on >= {from-month}
        GROUP BY month_on
    ),
    -- A day, and beside it the grade or sex of that day, are one number: the greatest number is that of the last day, and
    -- where lessons of that day differ, of the highest known grade, and of F before M before U.
    by_unit AS
    (
        SELECT
            person_pseudonym,
            arrayJoin(if(account.is_of_term, named.of_term, named.of_month)) AS period_no,
            unit.unit_no AS unit_no,
            max(account.is_linkable) AS linkable,
            max(toUInt16(account.last_on) * 256 + ifNull(account.school_grade + 1, 0)) AS day_grade,
            max(toUInt16(account.last_on) * 256 + multiIf(account.sex = 'F', 2, account.sex = 'M', 1, 0)) AS day_sex,
            sum(account.offered_minutes) AS offered,
            sum(account.reported_minutes) AS reported,
            sumIf(account.reported_minutes, notEmpty(account.days)) AS reported_by_day,
            sum(account.valid_minutes) AS valid,
            sum(account.invalid_minutes) AS invalid,
            sum(account.unspecified_minutes) AS unspecified,
            sum(account.noticed_minutes) AS noticed
        FROM (SELECT * FROM {int_account} WHERE month_on >= (SELECT min(month_on) FROM named)) AS account
        INNER JOIN named ON named.month_on = account.month_on
        INNER JOIN {int_unit} AS unit ON unit.school_unit_code = account.school_unit_code
        GROUP BY person_pseudonym, period_no, unit_no
    ),
    -- Likewise the unit, grade and sex of the last day: the smallest number of (days before 2149, unit, grade, sex).
    by_pupil AS
    (
        SELECT
            person_pseudonym,
            period_no,
            max(linkable) AS is_linkable,
            min(bitShiftLeft(toUInt64(65535 - intDiv(day_grade, 256)), 48) + bitShiftLeft(toUInt64(unit_no), 16)
                + toUInt64(day_grade % 256) * 256 + toUInt64(day_sex % 256)) AS place,
            sum(offered) AS offered_all,
            sum(reported) AS reported_all,
            sum(reported_by_day) > 0 AS has_days,
            sum(valid + invalid + unspecified) AS absence_all,
            groupArray(unit_no) AS nos,
            groupArray(toDate(toUInt16(intDiv(day_grade, 256)))) AS days,
            groupArray(offered) AS all_offered,
            groupArray(reported) AS all_reported,
            groupArray(valid) AS all_valid,
            groupArray(invalid) AS all_invalid,
            groupArray(unspecified) AS all_unspecified,
            groupArray(noticed) AS all_noticed
        FROM by_unit
        GROUP BY person_pseudonym, period_no
    )
SELECT
    by_pupil.person_pseudonym,
    by_pupil.is_linkable,
    periods.period_kind,
    periods.period,
    periods.last_on,
    periods.last_month_on,
    by_pupil.offered_all,
    by_pupil.reported_all,
    by_pupil.absence_all,
    -- Whole numbers: 100 x absence is held against limit x reported, so that exactly 10 % reaches 10.
    if(
        by_pupil.reported_all = 0,
        NULL,
        toUInt8(arrayMax(arrayPushBack(
            arrayFilter(l -> by_pupil.absence_all * 100 >= l * by_pupil.reported_all, limits), 0)))),
    by_pupil.reported_all > 0 AND by_pupil.absence_all * 100 >= high * by_pupil.reported_all,
    by_pupil.has_days,
    toUInt32(bitAnd(bitShiftRight(by_pupil.place, 16), 4294967295)),
    if((bitAnd(bitShiftRight(by_pupil.place, 8), 255) AS grade_after) = 0, NULL, toUInt8(grade_after - 1)),
    transform(bitAnd(by_pupil.place, 255), [2, 1], ['F', 'M'], 'U'),
    toDate(toUInt16(65535 - bitShiftRight(by_pupil.place, 48))),
    by_pupil.nos,
    by_pupil.days,
    by_pupil.all_offered,
    by_pupil.all_reported,
    by_pupil.all_valid,
    by_pupil.all_invalid,
    by_pupil.all_unspecified,
    by_pupil.all_noticed
FROM by_pupil
INNER JOIN {int_period} AS periods ON periods.period_no = by_pupil.period_no
SETTINGS join_use_nulls = 0, max_partitions_per_insert_block = 0;
