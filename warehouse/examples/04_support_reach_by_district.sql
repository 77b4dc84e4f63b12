-- Fråga: Hur stor del av eleverna över frånvarogränsen når stödprogrammen i varje stadsdel?
-- Frågas av: styrgruppen och programledningen.
-- Läs: av elever över gränsen den senaste terminen, hur många som var inskrivna någon dag. Bara elever som kan länkas, och bara
-- ärenden med samtycke: den som saknar samtycke räknas som inte nådd. (okänd) = skolenhet utan stadsdel. En pågående termin är
-- inte hel. Känsligt: visas aldrig exakt utanför förvaltningen.
WITH
    (
        SELECT argMax(period, (left(period, 4), endsWith(period, 'HT')))
        FROM model.figure
        WHERE metric = 'support-reach' AND period_kind = 'term'
    ) AS newest
SELECT
    if(value = '', '(okänd)', value) AS district,
    newest AS term,
    toUInt64(denominator) AS over_threshold,
    toUInt64(numerator) AS reached,
    round(100 * toFloat64(numerator) / toFloat64(denominator), 1) AS reached_percent
FROM model.figure
WHERE metric = 'support-reach' AND dimension = 'district' AND period_kind = 'term' AND period = newest
ORDER BY reached_percent, district;
