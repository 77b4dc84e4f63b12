-- Fråga: Hur hög är frånvaron på varje skolenhet den senaste månaden, och hur mycket av tiden är rapporterad?
-- Frågas av: skolchefer och styrgruppen, varje månad.
-- Läs: läs alltid frånvaron tillsammans med den sista kolumnen. Vid låg täckning säger frånvaron bara något om de lektioner som
-- rapporterats: en lektion utan rapport är varken närvaro eller frånvaro. invalid_percent ingår i absence_percent. En pågående
-- månad är inte hel.
WITH (SELECT max(period) FROM model.figure WHERE metric = 'absence-rate' AND period_kind = 'month') AS newest
SELECT
    value AS school_unit,
    newest AS month,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'absence-invalid-rate'), 1) AS invalid_percent,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'absence-rate'), 1) AS absence_percent,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'reporting-coverage'), 1) AS reported_percent
FROM model.figure
WHERE metric IN ('absence-rate', 'absence-invalid-rate', 'reporting-coverage')
    AND dimension = 'school_unit' AND period_kind = 'month' AND period = newest
GROUP BY school_unit
ORDER BY school_unit;
