-- Fråga: Vilka perioder är publicerade, när, och vad ska läsaren veta om dem?
-- Frågas av: den som börjar en analys.
-- Läs: release_name är det namn som andra frågor anger.
-- In English: Which periods are released, when, and what must a reader know of them?
-- Asked by: whoever begins an analysis.
-- How to read: release_name is the name that other queries give.
SELECT release_name, period_kind, released_at, figures, hidden, method, caveats
FROM mart.release
ORDER BY released_at DESC;
