-- Fråga: Trappas frånvaron upp eller återhämtar sig eleverna, månad för månad?
-- Frågas av: styrgruppen och de skolsociala teamen.
-- Läs: escalated_percent är elever vars band är högre än månaden före, av elever med band båda månaderna. recovered_percent är
-- elever vars band är lägre, bara av dem som låg över gränsen månaden före: de två har olika nämnare och ska inte dras från
-- varandra.
SELECT
    period AS month,
    toUInt64(sumIf(numerator, metric = 'absence-escalation')) AS escalated,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'absence-escalation'), 1) AS escalated_percent,
    toUInt64(sumIf(denominator, metric = 'absence-recovery')) AS were_over_threshold,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'absence-recovery'), 1) AS recovered_percent
FROM model.figure
WHERE metric IN ('absence-escalation', 'absence-recovery') AND period_kind = 'month' AND dimension = ''
GROUP BY month
ORDER BY month;
