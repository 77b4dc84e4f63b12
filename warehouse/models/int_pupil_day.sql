-- One row per pupil: the school days and their minutes, over all units.
CREATE TABLE {int_pupil_day}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds',
    days Array(Date) COMMENT 'Days with reported time, in order',
    reported Array(UInt64) COMMENT 'Reported minutes of each of them',
    absence Array(UInt64) COMMENT 'Absence of each of them',
    invalid Array(UInt64) COMMENT 'Invalid absence of each of them'
)
ENGINE = MergeTree
ORDER BY person_pseudonym
COMMENT 'One row per pupil: the school days and their minutes, over all units';

INSERT INTO {int_pupil_day}
WITH
    -- A pupil's month at one unit is one row, its days in order: months are only laid after each other. A month in two rows
    -- (two units, a grade that changed) is summed by day.
    in_several_rows AS
    (
        SELECT person_pseudonym, month_on
        FROM {int_account}
        WHERE notEmpty(days)
        GROUP BY person_pseudonym, month_on
        HAVING count() > 1
    ),
    by_month AS
    (
        SELECT
            person_pseudonym,
            is_linkable AS linkable,
            month_on,
            days,
            CAST(day_reported, 'Array(UInt64)') AS reported_minutes,
            CAST(day_absence, 'Array(UInt64)') AS absence_minutes,
            CAST(day_invalid, 'Array(UInt64)') AS invalid_minutes
        FROM {int_account}
        WHERE notEmpty(days) AND (person_pseudonym, month_on) NOT IN in_several_rows
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
        WHERE notEmpty(days) AND (person_pseudonym, month_on) IN in_several_rows
        GROUP BY person_pseudonym, month_on
    ),
    by_pupil AS
    (
        SELECT
            person_pseudonym,
            max(linkable) AS is_linkable,
            arraySort(
                m -> m.1,
                groupArray((
                    month_on,
                    arrayMap(d -> month_on + (d - 1), days),
                    reported_minutes,
                    absence_minutes,
                    invalid_minutes))) AS months,
            arrayFlatten(months.2) AS all_days,
            arrayFlatten(months.3) AS all_reported,
            arrayFlatten(months.4) AS all_absence,
            arrayFlatten(months.5) AS all_invalid
        FROM by_month
        GROUP BY person_pseudonym
    )
SELECT
    person_pseudonym,
    is_linkable,
    arrayFilter((d, r) -> r > 0, all_days, all_reported),
    arrayFilter(r -> r > 0, all_reported),
    arrayFilter((a, r) -> r > 0, all_absence, all_reported),
    arrayFilter((i, r) -> r > 0, all_invalid, all_reported)
FROM by_pupil;
