-- Fråga: Hur hög är frånvaron på varje skola, och hur mycket av tiden är rapporterad?
-- Frågas av: skolchefer och styrgruppen.
-- Läs: läs alltid frånvaron tillsammans med sista kolumnen. Vid låg täckning säger frånvaron bara något om de lektioner som
-- rapporterats. Den senast publicerade perioden.
-- In English: How high is absence at each school, and how much of the time is reported?
-- Asked by: heads of schools and the steering group.
-- How to read: always read absence together with the last column. Where coverage is low, absence tells only of the lessons
-- that were reported. The period that was released last.
WITH (SELECT argMax(release_name, released_at) FROM mart.release) AS newest
SELECT
    f.district,
    f.school_unit,
    any(l.name) AS school,
    anyIf(shown, metric = 'absence-invalid-rate') AS invalid_percent,
    anyIf(shown, metric = 'absence-rate') AS absence_percent,
    anyIf(shown, metric = 'reporting-coverage') AS reported_percent
FROM mart.figure AS f
LEFT JOIN mart.label AS l ON l.release_name = f.release_name AND l.dimension = 'school_unit' AND l.code = f.school_unit
WHERE f.release_name = newest AND f.cube = 'absence-by-unit' AND f.dimension = 'district, school_unit'
    AND f.metric IN ('absence-rate', 'absence-invalid-rate', 'reporting-coverage')
GROUP BY f.district, f.school_unit
ORDER BY f.district, school, f.school_unit;
