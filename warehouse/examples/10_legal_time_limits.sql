-- Fråga: Bedöms anmälningar inom 14 dagar, och blir utredningar klara inom fyra månader?
-- Frågas av: socialchefen och styrgruppen, varje kvartal.
-- Läs: ett ärende hör till det kvartal då tiden löpte ut, inte då det kom in; det som inte har löpt ut är inte med. En anmälan räknas
-- som bedömd när samma person har en utredning eller ett beslut inom tiden. Tomt = ingen tid löpte ut. Känsligt: få ärenden.
SELECT
    period AS quarter,
    toUInt64(sumIf(denominator, metric = 'social-report-14-days')) AS reports,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'social-report-14-days'), 1) AS judged_in_14_days_percent,
    toUInt64(sumIf(denominator, metric = 'social-investigation-4-months')) AS investigations,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'social-investigation-4-months'), 1) AS done_in_4_months_percent
FROM model.figure
WHERE metric IN ('social-report-14-days', 'social-investigation-4-months') AND dimension = '' AND period_kind = 'quarter'
GROUP BY quarter
ORDER BY quarter;
