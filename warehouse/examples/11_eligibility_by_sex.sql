-- Fråga: Hur många med slutbetyg är behöriga till gymnasiet, bland flickor och pojkar?
-- Frågas av: utbildningsnämnden och styrgruppen, när slutbetygen är satta.
-- Läs: procent av elever med slutbetyg det läsåret. vocational = yrkesprogram, preparatory = högskoleförberedande program,
-- missing_basis = streck i minst ett ämne: underlag saknas på grund av frånvaro. F = flickor, M = pojkar, U = okänt.
SELECT
    period AS school_year,
    if(dimension = '', 'alla', value) AS sex,
    toUInt64(sumIf(denominator, metric = 'eligible-vocational')) AS pupils,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'eligible-vocational'), 1) AS vocational_percent,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'eligible-preparatory'), 1) AS preparatory_percent,
    round(maxOrNullIf(100 * toFloat64(numerator) / toFloat64(denominator), metric = 'missing-basis'), 1) AS missing_basis_percent
FROM model.figure
WHERE metric IN ('eligible-vocational', 'eligible-preparatory', 'missing-basis') AND dimension IN ('', 'sex')
GROUP BY school_year, dimension, sex
ORDER BY school_year, dimension, sex;
