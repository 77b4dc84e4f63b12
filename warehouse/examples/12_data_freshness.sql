-- Fråga: Hur färska och hur hela är uppgifterna från varje källa?
-- Frågas av: dataförvaltare, innan siffror visas för någon.
-- Läs: days är dagar från källans senaste inlästa leverans till beräkningsdagen. rejected_percent är avvisade poster av lästa,
-- reported_percent rapporterad tid av erbjuden, båda under senaste läsåret. Tomt = källan har inget sådant. En källa som aldrig
-- har lästs in står inte här.
WITH (SELECT max(period) FROM model.figure WHERE metric = 'quality-rejected' AND period_kind = 'school_year') AS newest
SELECT
    value AS feed,
    maxIf(toFloat64(numerator) / toFloat64(denominator), metric = 'quality-freshness') AS days,
    newest AS school_year,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'quality-rejected'), 1) AS rejected_percent,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'quality-coverage'), 1) AS reported_percent
FROM model.figure
WHERE dimension = 'feed'
    AND (metric = 'quality-freshness'
        OR (metric IN ('quality-rejected', 'quality-coverage') AND period_kind = 'school_year' AND period = newest))
GROUP BY feed
HAVING countIf(metric = 'quality-freshness') > 0
ORDER BY days DESC, feed;
