-- One row per feed and period: the minutes that accounts take from it, and its absence without a denominator; no person.
CREATE TABLE {int_account_feed}
(
    period_kind LowCardinality(String) COMMENT 'Slag av period',
    period LowCardinality(String) COMMENT 'Perioden',
    feed LowCardinality(String) COMMENT 'Källans namn, samma som ruttens och mappningens',
    offered_minutes UInt64 COMMENT 'Minuter som schemat erbjöd',
    reported_minutes UInt64 COMMENT 'Av erbjuden tid: minuter som någon rapporterade',
    uncovered_minutes UInt64 COMMENT 'Minuter frånvaro utan nämnare',
    all_absence_minutes UInt64 COMMENT 'Minuter frånvaro med och utan nämnare'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per källa och period: minuterna som räkenskaper tar från den, och frånvaro utan nämnare';

INSERT INTO {int_account_feed}
SELECT
    periods.period_kind,
    periods.period,
    account.feed,
    sum(account.offered_all),
    sum(account.reported_all),
    sum(account.uncovered_all),
    sum(account.absence_all)
FROM
(
    -- By month first: a month lies in four periods.
    SELECT
        month_on,
        is_of_term,
        feed,
        sum(offered_minutes) AS offered_all,
        sum(reported_minutes) AS reported_all,
        sum(uncovered_minutes) AS uncovered_all,
        sum(uncovered_minutes + valid_minutes + invalid_minutes + unspecified_minutes) AS absence_all
    FROM {int_account}
    GROUP BY month_on, is_of_term, feed
) AS account
INNER JOIN {int_month_period} AS periods ON periods.month_on = account.month_on
WHERE periods.period_kind IN ('term', 'school_year') OR (periods.period_kind != 'year' AND NOT account.is_of_term)
GROUP BY periods.period_kind, periods.period, account.feed;
