-- One row per linked case, start or end of it, and period: how absence changed around the day, own and among others.
-- Per pupil, school days and the days asked for are sorted together, so that a window is the difference of two running sums.
CREATE TABLE {int_case_effect}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'term eller school_year',
    period LowCardinality(String) COMMENT 'Perioden som dagen ligger i',
    programme String COMMENT 'Stödprogram (modell)',
    level String COMMENT '1 främjande, 2 förebyggande, 3 åtgärdande; tom där ingen anges',
    district String COMMENT 'Ärendets stadsdel',
    event LowCardinality(String) COMMENT 'start = inskrivning, end = avslut',
    own_change Float64 COMMENT 'Frånvaro de 90 dagarna från dagen minus de 90 dagarna före, procentenheter',
    other_change Float64 COMMENT 'Medelvärdet av samma skillnad bland elever utan ärende, i samma stadium och med samma frånvaroband före',
    other_count UInt64 COMMENT 'Hur många de är'
)
ENGINE = MergeTree
ORDER BY (event, period_kind, period)
COMMENT 'En rad per länkat ärende, dess början eller slut, och period: hur frånvaron ändrades kring dagen, egen och bland andra';

INSERT INTO {int_case_effect}
WITH
    (SELECT as_of_on FROM {int_setting}) AS as_of_on,
    (SELECT bands FROM {int_setting}) AS limits,
    events AS
    (
        SELECT person_pseudonym, programme, level, district, 'start' AS event, assumeNotNull(enrolled_on) AS day
        FROM {int_case}
        WHERE is_linkable AND isNotNull(enrolled_on)
        UNION ALL
        SELECT person_pseudonym, programme, level, district, 'end', assumeNotNull(ended_on)
        FROM {int_case}
        WHERE is_linkable AND isNotNull(ended_on)
    ),
    (SELECT arraySort(groupUniqArray(day)) FROM events WHERE day + 90 <= as_of_on) AS asked,
    stages AS
    (
        SELECT person_pseudonym, groupArray((period, toString(stage))) AS of_year
        FROM {int_pupil_period}
        WHERE period_kind = 'school_year' AND is_place
        GROUP BY person_pseudonym
    ),
    by_pupil AS
    (
        SELECT
            person_pseudonym,
            arraySort(m -> m.1, groupArray((month_on, days, reported, absence))) AS months,
            arrayFlatten(months.2) AS all_days,
            arrayFlatten(months.3) AS all_reported,
            arrayFlatten(months.4) AS all_absence
        FROM {int_pupil_day}
        WHERE notEmpty(asked)
        GROUP BY person_pseudonym
        HAVING max(is_linkable)
    ),
    sums AS
    (
        -- A day that is asked for comes before the minutes of its own day: the running sum there is that of all days before.
        -- Three sorts rather than places in one: a lambda that takes an array along copies it for every day asked for.
        SELECT
            person_pseudonym,
            arrayMap((d, r, a) -> (d, toUInt8(1), r, a), all_days, all_reported, all_absence) AS school_days,
            arraySort(
                x -> (x.1, x.2),
                arrayConcat(arrayMap(d -> (d - 90, toUInt8(0), toUInt64(0), toUInt64(0)), asked), school_days)) AS begin,
            arrayFilter((s, x) -> x.2 = 0, arrayCumSum(begin.3), begin) AS begin_reported,
            arrayFilter((s, x) -> x.2 = 0, arrayCumSum(begin.4), begin) AS begin_absence,
            arraySort(
                x -> (x.1, x.2),
                arrayConcat(arrayMap(d -> (d, toUInt8(0), toUInt64(0), toUInt64(0)), asked), school_days)) AS middle,
            arrayFilter((s, x) -> x.2 = 0, arrayCumSum(middle.3), middle) AS middle_reported,
            arrayFilter((s, x) -> x.2 = 0, arrayCumSum(middle.4), middle) AS middle_absence,
            arraySort(
                x -> (x.1, x.2),
                arrayConcat(arrayMap(d -> (d + 90, toUInt8(0), toUInt64(0), toUInt64(0)), asked), school_days)) AS finish,
            arrayFilter((s, x) -> x.2 = 0, arrayCumSum(finish.3), finish) AS finish_reported,
            arrayFilter((s, x) -> x.2 = 0, arrayCumSum(finish.4), finish) AS finish_absence
        FROM by_pupil
    ),
    windows AS
    (
        SELECT
            person_pseudonym,
            arrayFilter(
                w -> w.2 > 0 AND w.4 > 0,
                arrayMap(
                    (d, r1, r2, r3, a1, a2, a3) -> (d, r2 - r1, a2 - a1, r3 - r2, a3 - a2),
                    asked,
                    begin_reported,
                    middle_reported,
                    finish_reported,
                    begin_absence,
                    middle_absence,
                    finish_absence)) AS found
        FROM sums
    ),
    around AS
    (
        SELECT
            person_pseudonym,
            window.1 AS day,
            arrayMax(arrayPushBack(arrayFilter(l -> window.3 * 100 >= l * window.2, limits), 0)) AS band,
            100 * window.5 / window.4 - 100 * window.3 / window.2 AS change
        FROM windows
        ARRAY JOIN found AS window
    ),
    staged AS
    (
        SELECT
            around.person_pseudonym AS person_pseudonym,
            around.day AS day,
            around.band AS band,
            around.change AS change,
            toYear(around.day) - (toMonth(around.day) < 7) AS year,
            arrayFirst(
                s -> s.1 = concat(toString(year), '/', leftPad(toString((year + 1) % 100), 2, '0')),
                stages.of_year) AS found,
            found.2 AS stage
        FROM around
        INNER JOIN stages ON stages.person_pseudonym = around.person_pseudonym
        WHERE found.1 != ''
    ),
    others AS
    (
        SELECT day, stage, band, avg(change) AS mean_change, count() AS pupils
        FROM staged
        WHERE person_pseudonym NOT IN (SELECT person_pseudonym FROM {int_case})
        GROUP BY day, stage, band
    )
SELECT
    events.person_pseudonym,
    periods.period_kind,
    periods.period,
    events.programme,
    events.level,
    events.district,
    events.event,
    own.change,
    others.mean_change,
    others.pupils
FROM events
INNER JOIN
(
    SELECT * FROM staged WHERE person_pseudonym IN (SELECT person_pseudonym FROM events)
) AS own
    ON own.person_pseudonym = events.person_pseudonym AND own.day = events.day
INNER JOIN others ON others.day = own.day AND others.stage = own.stage AND others.band = own.band
INNER JOIN {int_month_period} AS periods ON periods.month_on = toStartOfMonth(events.day)
WHERE periods.period_kind IN ('term', 'school_year')
-- A pupil's sorted days are some 30 kB: small blocks keep the memory bounded.
SETTINGS max_block_size = 1000;
