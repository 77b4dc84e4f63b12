-- Fråga: Hur många elever har hög frånvaro, kontakt med socialtjänsten och fritid, var för sig och tillsammans?
-- Frågas av: styrgruppen och förvaltningscheferna.
-- Läs: en rad per stadsdel för senaste läsåret. only_absence = hög frånvaro utan de andra två; absence_social = hög frånvaro och
-- socialtjänst, och så vidare; none = ingetdera. Varje elev finns i en kolumn. Bara elever som kan länkas. Känsligt.
WITH (SELECT max(period) FROM model.figure WHERE metric = 'agency-overlap' AND period_kind = 'school_year') AS newest
SELECT
    if(value = '', '(okänd)', value) AS district,
    newest AS school_year,
    sumIf(toUInt64(numerator), across = 'F') AS only_absence,
    sumIf(toUInt64(numerator), across = 'F+S') AS absence_social,
    sumIf(toUInt64(numerator), across = 'F+L') AS absence_leisure,
    sumIf(toUInt64(numerator), across = 'F+S+L') AS all_three,
    sumIf(toUInt64(numerator), across = 'S') AS only_social,
    sumIf(toUInt64(numerator), across = 'S+L') AS social_leisure,
    sumIf(toUInt64(numerator), across = 'L') AS only_leisure,
    sumIf(toUInt64(numerator), across = '-') AS none,
    sum(toUInt64(numerator)) AS pupils
FROM model.figure
WHERE metric = 'agency-overlap' AND dimension = 'district' AND period_kind = 'school_year' AND period = newest
GROUP BY district
ORDER BY district;
