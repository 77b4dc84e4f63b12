-- Fråga: Hur stor del av eleverna deltar i förening, kulturskola eller kurs i varje stadsdel?
-- Frågas av: kultur- och fritidsförvaltningen och styrgruppen.
-- Läs: fritid utan närvaroregistrering syns inte, så en låg siffra kan betyda att stadsdelens föreningar inte rapporterar.
-- In English: What share of pupils takes part in leisure activities in each district?
-- Asked by: the department of culture and leisure, and the steering group.
-- How to read: leisure without a register of attendance is not seen, so a low figure may mean that the associations of the
-- district do not report.
SELECT
    release_name,
    ifNull(district, 'hela kommunen') AS district_name,
    shown AS percent
FROM mart.figure
WHERE cube = 'leisure' AND metric = 'leisure-participation' AND dimension IN ('', 'district')
ORDER BY release_name, dimension, district_name;
