-- Fråga: Hur fördelar sig eleverna på frånvaroband i varje stadium den senaste terminen, och hur var det samma termin i fjol?
-- Frågas av: styrgruppen, varje termin.
-- Läs: en rad per stadium och band. Band 10 = minst 10 procent men under nästa gräns; 0 = under den lägsta. Procenten är av
-- stadiets elever med rapporterad tid och blir 100 tillsammans. Tomt = stadiet hade inga elever den terminen. Jämför aldrig HT
-- med VT, och kom ihåg att en pågående termin inte är hel.
WITH
    (
        SELECT argMax(period, (left(period, 4), endsWith(period, 'HT')))
        FROM model.figure
        WHERE metric = 'absence-bands' AND period_kind = 'term'
    ) AS this_term,
    concat(toString(toUInt16(left(this_term, 4)) - 1), substring(this_term, 5)) AS same_term_before,
    bands AS
    (
        SELECT
            value AS stage,
            toUInt8(across) AS band,
            toUInt64(sumIf(numerator, period = this_term)) AS pupils,
            toUInt64(sumIf(numerator, period = same_term_before)) AS pupils_before,
            toUInt64(max(maxIf(denominator, period = this_term)) OVER (PARTITION BY stage)) AS all_pupils,
            toUInt64(max(maxIf(denominator, period = same_term_before)) OVER (PARTITION BY stage)) AS all_pupils_before
        FROM model.figure
        WHERE metric = 'absence-bands' AND period_kind = 'term' AND dimension = 'stage' AND value != '' AND across != ''
            AND period IN (this_term, same_term_before)
        GROUP BY stage, band
    )
SELECT
    stage,
    band,
    this_term AS term,
    pupils,
    round(100 * pupils / nullIf(all_pupils, 0), 1) AS percent,
    same_term_before AS term_before,
    pupils_before,
    round(100 * pupils_before / nullIf(all_pupils_before, 0), 1) AS percent_before,
    round(100 * pupils / nullIf(all_pupils, 0) - 100 * pupils_before / nullIf(all_pupils_before, 0), 1) AS change
FROM bands
ORDER BY indexOf(['F-3', '4-6', '7-9', 'GY'], stage), band;
