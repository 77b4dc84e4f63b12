-- Risk: the share of a cell of few pupils stands beside its hidden count, and tells the few apart all the same.
SELECT month, school_unit_code, school_grade, sex
FROM mart.fct_absence_by_month
WHERE pupil_count = '..' AND (absence_share != '..' OR reported_share != '..')
ORDER BY month, school_unit_code, school_grade, sex;
