-- One row per linkable pupil and läsår with a month over the threshold: the last day of the first such month.
CREATE TABLE {int_signal}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    school_year UInt16 COMMENT 'First calendar year of the läsår',
    signal_on Date COMMENT 'Last day of the first month over the threshold'
)
ENGINE = MergeTree
ORDER BY (person_pseudonym, school_year)
COMMENT 'One row per linkable pupil and läsår with a month over the threshold: the last day of the first such month';

INSERT INTO {int_signal}
SELECT person_pseudonym, toYear(last_month_on) - (toMonth(last_month_on) < 7) AS year, min(period_last_on)
FROM {int_pupil_band}
WHERE period_kind = 'month' AND is_over AND is_linkable
GROUP BY person_pseudonym, year;
