-- One row per person, category and period on whose last day a service goes on.
CREATE TABLE {int_social_open}
(
    person_pseudonym UUID COMMENT 'Token of the person within this purpose',
    period_kind LowCardinality(String) COMMENT 'Kind of period',
    period LowCardinality(String) COMMENT 'The period',
    category String COMMENT 'From the municipality''s own short list in the mapping'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'One row per person, category and period on whose last day a service goes on';

INSERT INTO {int_social_open}
SELECT person_pseudonym, period_kind, period, arrayJoin(open_categories)
FROM {int_social_period}
WHERE (period_kind, period) IN
    (SELECT period_kind, period FROM {int_period} WHERE last_on <= (SELECT as_of_on FROM {int_setting}));
