-- Fråga: Hur stor del av eleverna deltar i förening, kulturskola eller kurs i varje stadsdel, och ökar det?
-- Frågas av: kultur- och fritidsförvaltningen och styrgruppen.
-- Läs: elever med minst ett registrerat besök under läsåret, i procent av elever som kan länkas och har rapporterad
-- tid. Fritid utan närvaroregistrering syns inte: en låg siffra kan betyda att stadsdelens föreningar inte rapporterar.
SELECT
    if(value = '', '(okänd)', value) AS district,
    period AS school_year,
    toUInt64(numerator) AS took_part,
    toUInt64(denominator) AS pupils,
    round(100 * toFloat64(numerator) / toFloat64(denominator), 1) AS took_part_percent
FROM model.figure
WHERE metric = 'leisure-participation' AND dimension = 'district' AND period_kind = 'school_year'
ORDER BY district, school_year;
