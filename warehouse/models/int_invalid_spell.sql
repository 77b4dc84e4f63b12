-- One row per pupil and long spell of fully invalid days.
CREATE TABLE {int_invalid_spell}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    first_on Date COMMENT 'Frånvarons första dag',
    long_on Date COMMENT 'Dagen då den hade varat en månad',
    last_on Date COMMENT 'Frånvarons sista dag'
)
ENGINE = MergeTree
ORDER BY (person_pseudonym, first_on)
COMMENT 'En rad per elev och lång sammanhängande frånvaro av helt ogiltiga dagar';

INSERT INTO {int_invalid_spell}
WITH
    -- Who covers a month was absent on the first school day of some month, and on the last of some: few have to be looked at.
    candidates AS
    (
        SELECT person_pseudonym
        FROM {int_pupil_day}
        WHERE first_is_invalid OR last_is_invalid
        GROUP BY person_pseudonym
        HAVING max(first_is_invalid) AND max(last_is_invalid)
    ),
    by_pupil AS
    (
        SELECT
            person_pseudonym,
            arraySort(m -> m.1, groupArray((month_on, days, arrayMap((r, i) -> toUInt8(r = i), reported, invalid)))) AS months,
            arrayFlatten(months.2) AS all_days,
            arrayFlatten(months.3) AS fully_invalid
        FROM {int_pupil_day}
        WHERE person_pseudonym IN candidates
        GROUP BY person_pseudonym
    ),
    -- A spell begins on a day whose flag is set while that of the school day before is not, and ends likewise. Flags are moved by
    -- one place rather than looked up: a lambda that takes an array along copies it for every element.
    spells AS
    (
        SELECT
            person_pseudonym,
            all_days,
            arrayFilter((d, f, p) -> f AND NOT p, all_days, fully_invalid, arrayPushFront(arrayPopBack(fully_invalid), 0)) AS begins,
            arrayFilter((d, f, n) -> f AND NOT n, all_days, fully_invalid, arrayPushBack(arrayPopFront(fully_invalid), 0)) AS ends,
            arrayFilter((b, e) -> e >= addMonths(b, 1) - 1, begins, ends) AS long_begins,
            arrayFilter((e, b) -> e >= addMonths(b, 1) - 1, ends, begins) AS long_ends
        FROM by_pupil
    )
SELECT
    person_pseudonym,
    first_day,
    -- The first day of the spell by which it covers a month.
    arrayFirst(d -> d >= addMonths(first_day, 1) - 1, all_days),
    last_day
FROM (SELECT person_pseudonym, all_days, long_begins, long_ends FROM spells WHERE notEmpty(long_begins))
ARRAY JOIN long_begins AS first_day, long_ends AS last_day;
