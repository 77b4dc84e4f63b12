-- One row per linkable pupil with reported time and läsår: what the agencies saw of the pupil that year.
-- Only linkable rows: a token that means the person in one feed alone would count as "not known to the others".
CREATE TABLE {int_pupil_year}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    school_year UInt16 COMMENT 'Läsår by its first year: 2025 = 1 July 2025 to 30 June 2026',
    has_absence_10 Bool COMMENT 'Absent 10 percent or more of the reported time of the läsår',
    has_social_event Bool COMMENT 'A report, investigation, decision or service started or ongoing in the läsår',
    has_leisure Bool COMMENT 'At least one leisure visit in the läsår'
)
ENGINE = Memory
COMMENT 'One row per linkable pupil with reported time and läsår: what the agencies saw of the pupil that year';

INSERT INTO {int_pupil_year}
WITH
    social AS
    (
        SELECT
            person_pseudonym,
            toUInt16(toYear(started_on) - (toMonth(started_on) < 7)) AS first_year,
            -- NULL means "goes on" for what lasts; a report or decision is over on its day.
            multiIf(
                isNotNull(ended_on), toUInt16(toYear(assumeNotNull(ended_on)) - (toMonth(assumeNotNull(ended_on)) < 7)),
                kind IN ('investigation', 'service'), toUInt16(2148),
                first_year) AS last_year
        FROM core.social_event FINAL
        WHERE is_linkable
            AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
    ),
    visits AS
    (
        SELECT
            person_pseudonym,
            toUInt16(toYear(visited_on) - (toMonth(visited_on) < 7)) AS visit_year
        FROM core.leisure_visit FINAL
        WHERE is_linkable
            AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
    )
SELECT
    person_pseudonym,
    school_year,
    sum(absence_minutes) * 10 >= sum(reported_minutes) AS has_absence_10,
    (person_pseudonym, school_year) IN
        (SELECT person_pseudonym, toUInt16(arrayJoin(range(first_year, last_year + 1))) FROM social)
        AS has_social_event,
    (person_pseudonym, school_year) IN (SELECT person_pseudonym, visit_year FROM visits) AS has_leisure
FROM {int_absence_account}
WHERE is_linkable
GROUP BY person_pseudonym, school_year
HAVING sum(reported_minutes) > 0
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
