-- Fråga: Hur stor del av uppgifterna är dolda, i varje tabell och på varje nivå?
-- Frågas av: den som väljer hur fint en redovisning kan delas upp.
-- Läs: räknar uppgifter, inte elever. Där mycket är dolt är en grövre nivå bättre att läsa.
-- In English: What share of the figures is hidden, in each table and at each level?
-- Asked by: whoever chooses how finely figures can be broken down.
-- How to read: counts figures, not pupils. Where much is hidden, a coarser level is better to read.
WITH (SELECT argMax(release_name, released_at) FROM mart.release) AS newest
SELECT
    cube AS cube_name,
    if(dimension = '', '(totalt)', dimension) AS cut_by,
    count() AS figures,
    countIf(shown = '..') AS hidden,
    round(100 * hidden / figures, 1) AS hidden_percent
FROM mart.figure
WHERE release_name = newest
GROUP BY cube_name, cut_by
ORDER BY cube_name, cut_by;
