-- One row per period: months, quarters, terms, läsår and calendar years from 2010 to 2045.
CREATE TABLE {int_period}
(
    period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year eller year',
    period LowCardinality(String) COMMENT '2026-03, 2026-Q1, 2025-HT, 2026-VT, 2025/26 eller 2026',
    first_on Date COMMENT 'Första dagen',
    last_on Date COMMENT 'Sista dagen, inräknad',
    last_month_on Date COMMENT 'Sista månadens första dag',
    period_no UInt16 COMMENT 'Periodens nummer: korta nycklar för det som summeras per period'
)
ENGINE = MergeTree
ORDER BY (period_kind, period)
COMMENT 'En rad per period: månader, kvartal, terminer, läsår och kalenderår från 2010 till 2045';

INSERT INTO {int_period}
WITH months AS
    (SELECT addMonths(toDate('2010-01-01'), number) AS month_on FROM numbers(432))
SELECT
    kind,
    period,
    min(month_on),
    toLastDayOfMonth(max(month_on)),
    max(month_on),
    toUInt16(row_number() OVER (ORDER BY kind, period))
FROM
(
    SELECT
        month_on,
        arrayJoin(
            [
                ('month', formatDateTime(month_on, '%Y-%m')),
                ('quarter', concat(toString(toYear(month_on)), '-Q', toString(toQuarter(month_on)))),
                ('term', concat(toString(toYear(month_on)), if(toMonth(month_on) < 7, '-VT', '-HT'))),
                (
                    'school_year',
                    concat(
                        toString(toYear(month_on) - (toMonth(month_on) < 7)),
                        '/',
                        leftPad(toString((toYear(month_on) + (toMonth(month_on) >= 7)) % 100), 2, '0'))
                ),
                ('year', toString(toYear(month_on)))
            ]) AS named,
        named.1 AS kind,
        named.2 AS period
    FROM months
)
GROUP BY kind, period;
