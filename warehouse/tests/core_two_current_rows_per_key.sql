-- Risk: a corrected row counts beside the row it replaced; minutes and pupils double where nobody looks.
SELECT 'attendance' AS table_name, feed, source_key, count() AS current_rows
FROM core.attendance FINAL GROUP BY feed, source_key HAVING count() > 1
UNION ALL
SELECT 'pupil_term', feed, source_key, count()
FROM core.pupil_term FINAL GROUP BY feed, source_key HAVING count() > 1
UNION ALL
SELECT 'social_event', feed, source_key, count()
FROM core.social_event FINAL GROUP BY feed, source_key HAVING count() > 1
UNION ALL
SELECT 'leisure_visit', feed, source_key, count()
FROM core.leisure_visit FINAL GROUP BY feed, source_key HAVING count() > 1;
