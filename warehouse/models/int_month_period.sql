-- One row per month and period that holds it.
CREATE TABLE {int_month_period}
(
    month_on Date COMMENT 'Månadens första dag',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year eller year',
    period LowCardinality(String) COMMENT 'Perioden',
    period_last_on Date COMMENT 'Periodens sista dag',
    last_month_on Date COMMENT 'Första dagen i periodens sista månad',
    period_no UInt16 COMMENT 'Dess nummer i int_period'
)
ENGINE = MergeTree
ORDER BY (month_on, period_kind)
COMMENT 'En rad per månad och period som månaden ligger i';

INSERT INTO {int_month_period}
SELECT
    addMonths(first_on, arrayJoin(range(toUInt32(dateDiff('month', first_on, last_on)) + 1))),
    period_kind,
    period,
    last_on,
    last_month_on,
    period_no
FROM {int_period};
