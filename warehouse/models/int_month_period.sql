-- One row per month and period that holds it.
CREATE TABLE {int_month_period}
(
    month_on Date COMMENT 'First day of the month',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year or year',
    period LowCardinality(String) COMMENT 'The period',
    period_last_on Date COMMENT 'Last day of the period',
    last_month_on Date COMMENT 'First day of the period''s last month',
    period_no UInt16 COMMENT 'Its number in int_period'
)
ENGINE = MergeTree
ORDER BY (month_on, period_kind)
COMMENT 'One row per month and period that holds it';

INSERT INTO {int_month_period}
SELECT
    addMonths(first_on, arrayJoin(range(toUInt32(dateDiff('month', first_on, last_on)) + 1))),
    period_kind,
    period,
    last_on,
    last_month_on,
    period_no
FROM {int_period};
