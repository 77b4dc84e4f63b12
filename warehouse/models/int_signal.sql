-- One row per linkable pupil and läsår with a month over the threshold: the last day of the first such month.
CREATE TABLE {int_signal}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    school_year UInt16 COMMENT 'Läsårets första kalenderår',
    signal_on Date COMMENT 'Sista dagen i första månaden över frånvarogränsen'
)
ENGINE = MergeTree
ORDER BY (person_pseudonym, school_year)
COMMENT 'En rad per elev som kan länkas och läsår med en månad över frånvarogränsen: sista dagen i den första sådana månaden';

INSERT INTO {int_signal}
SELECT person_pseudonym, toYear(last_month_on) - (toMonth(last_month_on) < 7) AS year, min(period_last_on)
FROM {int_pupil_band}
WHERE period_kind = 'month' AND is_over AND is_linkable
GROUP BY person_pseudonym, year;
