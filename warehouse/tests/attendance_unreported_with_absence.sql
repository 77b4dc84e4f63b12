-- Risk: what nobody reported counts as absence (or as presence) somewhere that forgets to ask is_reported.
-- FINAL, which is slow over all lessons, is asked only for those with such a row, be it an older one.
SELECT feed, delivery_id, attended_on, school_unit_code
FROM core.attendance FINAL
PREWHERE (feed, source_key) IN
    (
        SELECT feed, source_key
        FROM core.attendance
        WHERE NOT is_reported
            AND (present_minutes > 0 OR valid_absence_minutes > 0 OR invalid_absence_minutes > 0
                OR unspecified_absence_minutes > 0)
    )
WHERE NOT is_reported
    AND (present_minutes > 0 OR valid_absence_minutes > 0 OR invalid_absence_minutes > 0
        OR unspecified_absence_minutes > 0)
ORDER BY feed, delivery_id, attended_on, school_unit_code;
