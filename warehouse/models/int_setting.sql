-- One row per refresh: the municipality's limits, and the day that is today.
-- Why a table: every model of one refresh reads the same limits, and a steward sees which they were.
CREATE TABLE {int_setting}
(
    as_of_on Date COMMENT 'Beräkningsdagen, Europe/Stockholm: det som inte förfallit till dess bedöms inte',
    bands Array(UInt8) COMMENT 'Frånvarobandens gränser i procent, lägst först (follow-up.bands)',
    threshold UInt8 COMMENT 'Gräns för hög frånvaro i procent (follow-up.threshold)',
    scattered_occasions UInt8 COMMENT 'Antal tillfällen som är ströfrånvaro (follow-up.scattered.occasions)',
    scattered_months UInt8 COMMENT 'Antal månader som de ryms i (follow-up.scattered.months)',
    feed_order Array(String) COMMENT 'Vilken källa en räkenskap tas från (follow-up.feed-order)'
)
ENGINE = MergeTree
ORDER BY tuple()
COMMENT 'En rad per beräkning: kommunens gränser, och dagen som är i dag';

INSERT INTO {int_setting}
SELECT
    {setting-as-of-on},
    {setting-bands},
    {setting-threshold},
    {setting-scattered-occasions},
    {setting-scattered-months},
    {setting-feed-order};
