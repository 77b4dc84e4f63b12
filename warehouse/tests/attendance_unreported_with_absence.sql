-- Risk: what nobody reported counts as absence (or as presence) somewhere that forgets to ask is_reported.
SELECT feed, delivery_id, attended_on, school_unit_code
FROM core.attendance FINAL
WHERE NOT is_reported
    AND (present_minutes > 0 OR valid_absence_minutes > 0 OR invalid_absence_minutes > 0
        OR unspecified_absence_minutes > 0)
ORDER BY feed, delivery_id, attended_on, school_unit_code;
