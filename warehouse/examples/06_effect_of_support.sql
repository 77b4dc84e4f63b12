-- Fråga: Ändras frånvaron efter inskrivning och efter avslut, jämfört med liknande elever utan ärende?
-- Frågas av: styrgruppen och den som utvärderar insatserna.
-- Läs: change är procentenheter: elevens egen ändring (90 dagar efter minus 90 dagar före) minus de jämförbara elevernas. Minus är
-- bättre. Ligger både from_change och to_change på samma sida om 0 är skillnaden större än slumpen brukar ge. Tomt intervall = färre
-- än två ärenden. Ett samband, inte en effekt: grupperna är inte lottade.
SELECT
    if(metric = 'support-effect-start', 'inskrivning', 'avslut') AS around,
    period AS school_year,
    if(dimension = '', '(alla)', value) AS programme,
    n AS cases,
    round(mean, 1) AS change,
    if(isNaN(half_width), NULL, round(mean - half_width, 1)) AS from_change,
    if(isNaN(half_width), NULL, round(mean + half_width, 1)) AS to_change,
    ifNull(abs(mean) > half_width AND NOT isNaN(half_width), false) AS is_clear_of_zero
FROM model.figure
WHERE metric IN ('support-effect-start', 'support-effect-end') AND period_kind = 'school_year' AND dimension IN ('', 'programme')
ORDER BY around DESC, school_year, dimension, programme;
