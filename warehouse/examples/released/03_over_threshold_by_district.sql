-- Fråga: Hur stor del av eleverna når frånvarogränsen i varje stadsdel, och hur många elever är det av?
-- Frågas av: styrgruppen.
-- Läs: procent av elever med rapporterad tid. Rita staplar med district_name som namn på raderna. Den senast publicerade perioden.
-- In English: What share of pupils reaches the absence threshold in each district, and of how many pupils?
-- Asked by: the steering group.
-- How to read: percent of pupils with reported time. Draw bars with district_name as the name of the rows. The period that was
-- released last.
WITH (SELECT argMax(release_name, released_at) FROM mart.release) AS newest
SELECT
    ifNull(district, 'hela kommunen') AS district_name,
    shown AS percent,
    numerator AS pupils_over,
    denominator AS pupils
FROM mart.figure
WHERE release_name = newest AND cube = 'absence-by-unit' AND metric = 'absence-over-threshold' AND dimension IN ('', 'district')
ORDER BY dimension, district_name;
