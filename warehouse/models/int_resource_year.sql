-- One row per district and year of the resource inventory; names no person.
CREATE TABLE {int_resource_year}
(
    period_kind LowCardinality(String) COMMENT 'Kind of period',
    period LowCardinality(String) COMMENT 'Calendar year',
    district String COMMENT 'Stadsdel',
    effort_kronor Int64 COMMENT 'Kronor for efforts (insatser)',
    effort_posts Decimal(12, 2) COMMENT 'Posts for efforts',
    grant_kronor Int64 COMMENT 'Kronor from state grants',
    all_kronor Int64 COMMENT 'Kronor of every kind',
    enrolled_pupils UInt64 COMMENT 'Persons enrolled in support programmes of the district in the year'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'One row per district and year of the resource inventory; names no person';

INSERT INTO {int_resource_year}
SELECT
    resource.period_kind,
    resource.period,
    resource.district,
    ifNull(sumIf(resource.kronor, resource.resource_kind = 'effort'), 0),
    ifNull(sumIf(resource.posts, resource.resource_kind = 'effort'), 0),
    ifNull(sumIf(resource.kronor, resource.resource_kind = 'state_grant'), 0),
    ifNull(sum(resource.kronor), 0),
    any(enrolled.pupils)
FROM {int_resource} AS resource
LEFT JOIN
(
    SELECT period, district, uniqExact(person_pseudonym) AS pupils
    FROM {int_case_period}
    WHERE period_kind = 'year'
    GROUP BY period, district
) AS enrolled
    ON enrolled.period = resource.period AND enrolled.district = resource.district
GROUP BY resource.period_kind, resource.period, resource.district
SETTINGS join_use_nulls = 0;
