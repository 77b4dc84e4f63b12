-- One row per pupil, unit, feed and month, or term where a sum crosses a month's end: minutes from sources with sums only.
CREATE TABLE {int_sum_period}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    is_linkable Bool COMMENT 'Whether the token means the same person in other feeds',
    school_unit_code String COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    is_of_term Bool COMMENT 'Whether the sums lie in a term, but in no single month',
    month_on Date COMMENT 'First day of the month; of the term''s first month for sums of a term',
    feed String COMMENT 'Name of route and mapping',
    school_grade Nullable(UInt8) COMMENT 'Årskurs 0-10, of the sums that end last',
    sex String COMMENT 'F, M or U (unknown), of the sums that end last',
    last_on Date COMMENT 'Last day of the sums that end last',
    offered_minutes UInt64 COMMENT 'What the schedule offered',
    reported_minutes UInt64 COMMENT 'Of the offered: time that somebody reported; all of it where the source does not say',
    valid_minutes UInt64 COMMENT 'Valid absence',
    invalid_minutes UInt64 COMMENT 'Invalid absence',
    unspecified_minutes UInt64 COMMENT 'Absence without a told validity',
    uncovered_minutes UInt64 COMMENT 'Absence in sums that do not know what was offered: in no other column'
)
ENGINE = MergeTree
ORDER BY (person_pseudonym, month_on)
COMMENT 'One row per pupil, unit, feed and month, or term where a sum crosses a month''s end';

INSERT INTO {int_sum_period}
WITH sums AS
    (
        SELECT
            *,
            valid_absence_minutes + invalid_absence_minutes + unspecified_absence_minutes AS absence,
            isNotNull(offered_minutes) AS is_covered,
            ifNull(offered_minutes, 0) AS offered,
            least(offered, ifNull(reported_minutes, offered - least(offered, ifNull(unreported_minutes, 0)))) AS reported,
            toStartOfMonth(period_from_on) != toStartOfMonth(period_to_on) AS crosses_month,
            if(
                crosses_month,
                makeDate(toYear(period_from_on), if(toMonth(period_from_on) < 7, 1, 7), 1),
                toStartOfMonth(period_from_on)) AS begins_on
        FROM core.attendance_period FINAL
        WHERE period_from_on <= period_to_on
            AND toYear(period_from_on) = toYear(period_to_on)
            AND (toMonth(period_from_on) < 7) = (toMonth(period_to_on) < 7)
            AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
    )
SELECT
    person_pseudonym,
    max(is_linkable),
    toString(school_unit_code),
    crosses_month,
    begins_on,
    toString(feed),
    argMax(tuple(school_grade), (offered > 0, period_to_on, ifNull(school_grade + 1, 0))).1,
    toString(argMax(sex, (offered > 0, period_to_on, multiIf(sex = 'F', 2, sex = 'M', 1, 0)))),
    maxIf(period_to_on, offered > 0),
    sum(offered),
    sum(reported),
    sumIf(valid_absence_minutes, is_covered),
    sumIf(invalid_absence_minutes, is_covered),
    sumIf(unspecified_absence_minutes, is_covered),
    sumIf(absence, NOT is_covered)
FROM sums
GROUP BY person_pseudonym, school_unit_code, crosses_month, begins_on, feed
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
