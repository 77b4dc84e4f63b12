-- One row per pupil and run of absence: long invalid spells, and occasions.
CREATE TABLE {int_absence_run}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    kind LowCardinality(String) COMMENT 'invalid = a long spell of fully invalid days; occasion = a run of days with any absence',
    first_on Date COMMENT 'First day of the run',
    long_on Date COMMENT 'invalid: the day on which it had lasted a month; else the first day',
    last_on Date COMMENT 'Last day of the run'
)
ENGINE = MergeTree
ORDER BY (kind, person_pseudonym, first_on)
COMMENT 'One row per pupil and run of absence: long invalid spells, and occasions';

INSERT INTO {int_absence_run}
WITH
    -- A run begins on a day whose flag is set while that of the school day before is not, and ends likewise. Flags are moved by
    -- one place rather than looked up: a lambda that takes an array along copies it for every element.
    flags AS
    (
        SELECT
            person_pseudonym,
            days,
            arrayMap((r, i) -> toUInt8(r = i), reported, invalid) AS fully_invalid,
            arrayMap(a -> toUInt8(a > 0), absence) AS absent
        FROM {int_pupil_day}
        WHERE notEmpty(days)
    ),
    runs AS
    (
        SELECT
            person_pseudonym,
            days,
            arrayFilter((d, f, p) -> f AND NOT p, days, absent, arrayPushFront(arrayPopBack(absent), 0)) AS absent_begins,
            arrayFilter((d, f, n) -> f AND NOT n, days, absent, arrayPushBack(arrayPopFront(absent), 0)) AS absent_ends,
            arrayFilter((d, f, p) -> f AND NOT p, days, fully_invalid, arrayPushFront(arrayPopBack(fully_invalid), 0)) AS begins,
            arrayFilter((d, f, n) -> f AND NOT n, days, fully_invalid, arrayPushBack(arrayPopFront(fully_invalid), 0)) AS ends,
            arrayFilter((b, e) -> e >= addMonths(b, 1) - 1, begins, ends) AS long_begins,
            arrayFilter((e, b) -> e >= addMonths(b, 1) - 1, ends, begins) AS long_ends
        FROM flags
    )
SELECT
    person_pseudonym,
    'invalid',
    first_day,
    -- The first day of the spell by which it covers a month.
    arrayFirst(d -> d >= addMonths(first_day, 1) - 1, days),
    last_day
FROM (SELECT person_pseudonym, days, long_begins, long_ends FROM runs WHERE notEmpty(long_begins))
ARRAY JOIN long_begins AS first_day, long_ends AS last_day
UNION ALL
SELECT person_pseudonym, 'occasion', first_day, first_day, last_day
FROM (SELECT person_pseudonym, absent_begins, absent_ends FROM runs WHERE notEmpty(absent_begins))
ARRAY JOIN absent_begins AS first_day, absent_ends AS last_day;
