-- One row per refresh: the municipality's limits, and the day that is today.
-- Why a table: every model of one refresh reads the same limits, and a steward sees which they were.
CREATE TABLE {int_setting}
(
    as_of_on Date COMMENT 'Day of the refresh, Europe/Stockholm: what has not come due by then is not judged',
    bands Array(UInt8) COMMENT 'Limits of the absence bands in percent, lowest first (follow-up.bands)',
    threshold UInt8 COMMENT 'Limit of high absence in percent (follow-up.threshold)',
    scattered_occasions UInt8 COMMENT 'Occasions that make scattered absence (follow-up.scattered.occasions)',
    scattered_months UInt8 COMMENT 'Months within which they fall (follow-up.scattered.months)',
    feed_order Array(String) COMMENT 'Which feed an account is taken from (follow-up.feed-order)'
)
ENGINE = MergeTree
ORDER BY tuple()
COMMENT 'One row per refresh: the municipality''s limits, and the day that is today';

INSERT INTO {int_setting}
SELECT
    {setting-as-of-on},
    {setting-bands},
    {setting-threshold},
    {setting-scattered-occasions},
    {setting-scattered-months},
    {setting-feed-order};
