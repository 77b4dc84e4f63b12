-- Fråga: Hur har frånvaron gått upp och ner genom de perioder som är publicerade?
-- Frågas av: styrgruppen.
-- Läs: jämför perioder av samma slag: en månad mot samma månad i fjol, HT mot HT. Rita linje med period som namn.
-- In English: How has absence gone up and down through the released periods?
-- Asked by: the steering group.
-- How to read: compare periods of one kind: a month with the same month of the year before, HT with HT. Draw a line with
-- period as the name.
SELECT
    period_kind,
    period,
    anyIf(shown, metric = 'absence-rate') AS absence_percent,
    anyIf(shown, metric = 'absence-invalid-rate') AS invalid_percent
FROM mart.figure
WHERE cube = 'absence-by-unit' AND dimension = '' AND metric IN ('absence-rate', 'absence-invalid-rate')
GROUP BY period_kind, period
ORDER BY period_kind, period;
