-- Risk: a cell of few pupils is shown, and whoever knows one of them learns about the others.
SELECT 'fct_absence_by_month' AS cube, concat(month, ' ', school_unit_code) AS cell
FROM mart.fct_absence_by_month
WHERE pupil_count != '..' AND ifNull(toUInt64OrNull(pupil_count), 0) < 10
UNION ALL
SELECT 'fct_agency_overlap', school_year
FROM mart.fct_agency_overlap
WHERE pupil_count != '..' AND ifNull(toUInt64OrNull(pupil_count), 0) < 10;
