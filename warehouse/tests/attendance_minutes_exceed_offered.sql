-- Risk: a share of absence over 100 percent, or presence that hides absence, because parts of a lesson overlap.
-- FINAL, which is slow over all lessons, is asked only for those with such a row, be it an older one.
SELECT feed, delivery_id, attended_on, school_unit_code
FROM core.attendance FINAL
PREWHERE (feed, source_key) IN
    (
        SELECT feed, source_key
        FROM core.attendance
        WHERE toUInt32(present_minutes) + valid_absence_minutes + invalid_absence_minutes + unspecified_absence_minutes
            + other_minutes > offered_minutes
    )
WHERE toUInt32(present_minutes) + valid_absence_minutes + invalid_absence_minutes + unspecified_absence_minutes
    + other_minutes > offered_minutes
ORDER BY feed, delivery_id, attended_on, school_unit_code;
