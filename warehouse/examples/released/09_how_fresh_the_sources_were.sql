-- Fråga: Hur färska och hur hela var källorna när uppgifterna publicerades?
-- Frågas av: projektledare, innan en förändring tas för sann.
-- Läs: standing är on-time, late, never eller not-expected (ingen tid är bestämd). Andelarna är av avrundade antal.
-- In English: How fresh and how whole were the sources when the figures were released?
-- Asked by: project leaders, before a change is taken to be true.
-- How to read: standing is on-time, late, never or not-expected (no time is agreed). Shares are of rounded counts.
SELECT release_name, name, standing, delivered_on, expected_hours, rejected_percent, unlinked_percent
FROM mart.source
ORDER BY release_name DESC, standing = 'on-time', name;
