-- Risk: a share of absence over 100 percent, or presence that hides absence, because parts of a lesson overlap.
SELECT feed, delivery_id, attended_on, school_unit_code
FROM core.attendance FINAL
WHERE toUInt32(present_minutes) + valid_absence_minutes + invalid_absence_minutes + unspecified_absence_minutes
    + other_minutes > offered_minutes
ORDER BY feed, delivery_id, attended_on, school_unit_code;
