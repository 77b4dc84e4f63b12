-- What a feed remembers from run to run, and what its deliveries claim.
CREATE TABLE IF NOT EXISTS ops.feed_cursor
(
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    modified_after DateTime64(3, 'UTC') COMMENT 'Everything that the source changed up to here is in the warehouse; the next pull asks from here, less its overlap',
    delivery_id UUID COMMENT 'The delivery that brought the feed so far',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY feed
COMMENT 'One row per feed that is pulled by changes: how far it has come';

CREATE TABLE IF NOT EXISTS ops.claimed_key
(
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    table_name LowCardinality(String) COMMENT 'Table of database core',
    source_key UUID COMMENT 'Token of a row that the delivery brought'
)
ENGINE = MergeTree
PARTITION BY feed
ORDER BY (table_name, source_key)
COMMENT 'Keys of the delivery that is being loaded, where it claims to be complete; empty between deliveries';

CREATE TABLE IF NOT EXISTS ops.delivery_claim
(
    delivery_id UUID COMMENT 'The delivery',
    table_name LowCardinality(String) COMMENT 'Table of database core',
    from_on Nullable(Date) COMMENT 'First day of the scope; NULL = all rows of the feed',
    to_on Nullable(Date) COMMENT 'Last day of the scope',
    claimed_count UInt64 COMMENT 'Keys that the delivery brought',
    current_count UInt64 COMMENT 'Rows of the scope before the claim was settled',
    gone_count UInt64 COMMENT 'Of them, rows that the delivery did not bring',
    state LowCardinality(String) COMMENT 'settled = they were taken back; withheld = the answer was suspicious and nothing was taken back',
    reason LowCardinality(String) COMMENT 'Why it was withheld; empty where it was settled',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (delivery_id, table_name)
COMMENT 'One row per delivery and table for which it claimed to be complete';

CREATE TABLE IF NOT EXISTS ops.source_field
(
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    entity LowCardinality(String) COMMENT 'The source''s word: endpoint, element, record type',
    field String COMMENT 'The source''s name of the field',
    kinds String COMMENT 'Kinds of value that stood in it, in alphabetical order: text, number, truth, list, object',
    first_delivery_id UUID COMMENT 'The delivery that brought it first in this form',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (feed, entity, field)
COMMENT 'One row per field that a source has sent: what drift is told by; names and kinds, never a value';

CREATE TABLE IF NOT EXISTS ops.drift
(
    delivery_id UUID COMMENT 'The delivery in which it was seen',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    entity LowCardinality(String) COMMENT 'The source''s word: endpoint, element, record type',
    field String COMMENT 'The source''s name of the field',
    change LowCardinality(String) COMMENT 'new-field, changed-type, missing-field or new-value',
    action LowCardinality(String) COMMENT 'evolve, reject-value, reject-row or freeze: what the mapping orders',
    record_count UInt64 COMMENT 'Records that show it; 0 where only the field itself is known',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (delivery_id, entity, field, change)
COMMENT 'One row per delivery and change of its source''s layout';
