-- One row per feed and period: the minutes that accounts take from it, and its absence without a denominator; no person.
CREATE TABLE {int_account_feed}
(
    period_kind LowCardinality(String) COMMENT 'Kind of period',
    period LowCardinality(String) COMMENT 'The period',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    offered_minutes UInt64 COMMENT 'What the schedule offered',
    reported_minutes UInt64 COMMENT 'Of the offered: time that somebody reported',
    uncovered_minutes UInt64 COMMENT 'Absence without a denominator',
    all_absence_minutes UInt64 COMMENT 'Absence with and without a denominator'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'One row per feed and period: the minutes that accounts take from it, and absence without a denominator';

INSERT INTO {int_account_feed}
SELECT
    periods.period_kind,
    periods.period,
    account.feed,
    sum(account.offered_minutes),
    sum(account.reported_minutes),
    sum(account.uncovered_minutes),
    sum(account.uncovered_minutes + account.valid_minutes + account.invalid_minutes + account.unspecified_minutes)
FROM {int_account} AS account
INNER JOIN {int_month_period} AS periods ON periods.month_on = account.month_on
WHERE periods.period_kind IN ('term', 'school_year') OR (periods.period_kind != 'year' AND NOT account.is_of_term)
GROUP BY periods.period_kind, periods.period, account.feed;
