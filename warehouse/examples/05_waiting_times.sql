-- Fråga: Hur lång tid går det från första signalen om hög frånvaro till att ett ärende aktualiseras, per program och läsår?
-- Frågas av: styrgruppen och programledningen.
-- Läs: kalenderdagar. median: hälften väntade högst så länge. p90: nio av tio väntade högst så länge. n är antalet ärenden; under
-- tio säger medianen litet. Ärenden utan föregående signal är inte med.
SELECT
    period AS school_year,
    if(dimension = '', '(alla)', value) AS programme,
    n AS cases,
    median AS median_days,
    p90 AS p90_days
FROM model.figure
WHERE metric = 'support-wait' AND period_kind = 'school_year' AND dimension IN ('', 'programme')
ORDER BY school_year, dimension, programme;
