-- One row per person, category and period on whose last day a service goes on.
CREATE TABLE {int_social_open}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    category String COMMENT 'Ur kommunens egen korta lista i mappningen'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per person, kategori och period vars sista dag en insats pågår';

INSERT INTO {int_social_open}
SELECT person_pseudonym, period_kind, period, arrayJoin(open_categories)
FROM {int_social_period}
WHERE (period_kind, period) IN
    (SELECT period_kind, period FROM {int_period} WHERE last_on <= (SELECT as_of_on FROM {int_setting}));
