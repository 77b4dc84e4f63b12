-- One row per pupil, unit, feed and month, or term where a sum crosses a month's end: minutes from sources with sums only.
CREATE TABLE {int_sum_period}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor',
    school_unit_code String COMMENT 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    is_of_term Bool COMMENT '1 = summorna ligger i en termin, men inte i en enda månad',
    month_on Date COMMENT 'Månadens första dag; för en termins summor första dagen i terminens första månad',
    feed String COMMENT 'Källans namn, samma som ruttens och mappningens',
    school_grade Nullable(UInt8) COMMENT 'Årskurs 0-10, från summorna som slutar sist',
    sex String COMMENT 'F, M eller U (okänt), från summorna som slutar sist',
    last_on Date COMMENT 'Sista dagen för summorna som slutar sist',
    offered_minutes UInt64 COMMENT 'Minuter som schemat erbjöd',
    reported_minutes UInt64 COMMENT 'Av erbjuden tid: minuter som någon rapporterade; alla där källsystemet inte uppger det',
    valid_minutes UInt64 COMMENT 'Minuter giltig frånvaro',
    invalid_minutes UInt64 COMMENT 'Minuter ogiltig frånvaro',
    unspecified_minutes UInt64 COMMENT 'Minuter frånvaro utan angiven giltighet',
    uncovered_minutes UInt64 COMMENT 'Frånvaro i summor som inte vet vad som erbjöds: ingår inte i någon annan kolumn'
)
ENGINE = MergeTree
ORDER BY (person_pseudonym, month_on)
COMMENT 'En rad per elev, skolenhet, källa och månad, eller termin där en summa går över ett månadsskifte';

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
