-- One row per district and year of the resource inventory; names no person.
CREATE TABLE {int_resource_year}
(
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Kalenderår',
    district String COMMENT 'Stadsdel',
    effort_kronor Int64 COMMENT 'Kronor för insatser',
    effort_posts Decimal(12, 2) COMMENT 'Tjänster för insatser',
    grant_kronor Int64 COMMENT 'Kronor från statsbidrag',
    all_kronor Int64 COMMENT 'Kronor av alla slag',
    enrolled_pupils UInt64 COMMENT 'Personer inskrivna i stadsdelens stödprogram under året'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per stadsdel och år i resursinventeringen; ingen person';

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
