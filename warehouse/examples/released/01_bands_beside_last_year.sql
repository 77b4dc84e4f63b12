-- Fråga: Hur fördelar sig eleverna på frånvaroband, den senaste terminen och samma termin i fjol?
-- Frågas av: styrgruppen, varje termin.
-- Läs: en rad per stadium och band. Band 10 = minst 10 procent men under nästa gräns. Tecknet .. = dold för att få elever berörs.
-- Dra inte det ena talet från det andra: båda är skyddade var för sig.
-- In English: How are pupils spread over bands of absence, in the newest term and the same term a year before?
-- Asked by: the steering group, every term.
-- How to read: one row for each stage and band. Band 10 = at least 10 percent but below the next limit. The sign .. = hidden
-- because too few pupils are concerned. Do not subtract one number from the other: each is protected by itself.
WITH
    (SELECT argMax(release_name, (left(period, 4), endsWith(period, 'HT'))) FROM mart.release WHERE period_kind = 'term') AS this_term,
    concat(toString(toUInt16OrZero(left(this_term, 4)) - 1), substring(this_term, 5)) AS term_before
SELECT
    stage,
    across AS band,
    anyIf(shown, release_name = this_term) AS pupils,
    anyIf(shown, release_name = term_before) AS pupils_before
FROM mart.figure
WHERE metric = 'absence-bands' AND dimension = 'stage' AND release_name IN (this_term, term_before) AND across != ''
GROUP BY stage, band
ORDER BY indexOf(['F-3', '4-6', '7-9', 'GY'], stage), toUInt8OrZero(band);
