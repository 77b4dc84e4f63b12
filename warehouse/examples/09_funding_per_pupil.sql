-- Fråga: Vad kostar insatserna per inskriven elev i varje stadsdel, och hur stor del betalas av statsbidrag?
-- Frågas av: styrgruppen och ekonomer, inför budget.
-- Läs: kronor och tjänster delas med de personer som var inskrivna i stadsdelen under kalenderåret. Tomt = ingen var inskriven,
-- och då finns inget per elev. Statsbidragets andel är av stadsdelens alla kronor.
SELECT
    period AS year,
    if(value = '', '(ingen stadsdel)', value) AS district,
    toUInt64(sumIf(denominator, metric = 'resource-kronor-per-pupil')) AS enrolled,
    round(maxOrNullIf(toFloat64(numerator) / toFloat64(denominator), metric = 'resource-kronor-per-pupil')) AS kronor_per_pupil,
    round(maxOrNullIf(toFloat64(numerator) / toFloat64(denominator), metric = 'resource-posts-per-pupil'), 2) AS posts_per_pupil,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'resource-grant-share'), 1) AS grant_percent
FROM model.figure
WHERE metric IN ('resource-kronor-per-pupil', 'resource-posts-per-pupil', 'resource-grant-share') AND dimension = 'district'
GROUP BY year, district
ORDER BY year, district;
