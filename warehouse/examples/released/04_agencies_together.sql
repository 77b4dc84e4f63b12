-- Fråga: Hur många elever har hög frånvaro, kontakt med socialtjänsten och fritid, var för sig och tillsammans?
-- Frågas av: styrgruppen och förvaltningscheferna.
-- Läs: F = hög frånvaro, S = socialtjänst, L = fritid, - = inget av dem. Varje elev finns i en rad. Känsligt: även noll är dolt.
-- In English: How many pupils have high absence, contact with the social services and leisure, each alone and together?
-- Asked by: the steering group and the heads of the departments.
-- How to read: F = high absence, S = social services, L = leisure, - = none of them. Every pupil is in one row. Sensitive: a
-- zero is hidden too.
SELECT
    release_name,
    across AS agencies,
    shown AS pupils
FROM mart.figure
WHERE cube = 'agencies' AND metric = 'agency-overlap' AND dimension = ''
ORDER BY release_name, length(across), across;
