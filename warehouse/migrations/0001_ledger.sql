-- The ledger of deliveries. One row per delivery after FINAL; a delivery is written anew when its state changes.
CREATE TABLE IF NOT EXISTS ops.delivery
(
    delivery_id UUID COMMENT 'Function of feed, scope and content: the same input is the same delivery',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    scope String COMMENT 'file, or what a pull asked for',
    content_hash String COMMENT 'SHA-256 of the documents, hex',
    recipe String COMMENT 'SHA-256 of mapping file, key versions and table epochs: a changed recipe loads the same input again',
    sequence UInt64 COMMENT 'Order of deliveries; kept when a delivery is loaded again',
    status LowCardinality(String) COMMENT 'received, loading, loaded, held or failed',
    read_count UInt64 COMMENT 'Fact records read = accepted + rejected + protected + skipped',
    accepted_count UInt64 COMMENT 'Passed mapping and validation',
    rejected_count UInt64 COMMENT 'Quarantined with a reason',
    protected_count UInt64 COMMENT 'Left out because the identity is protected',
    skipped_count UInt64 COMMENT 'Left out by a rule of the mapping',
    unlinked_count UInt64 COMMENT 'Of the accepted: persons that cannot be joined across agencies',
    unmapped_unit_count UInt64 COMMENT 'Of the accepted: without skolenhetskod',
    started_at DateTime64(3, 'UTC') COMMENT 'When it was first read',
    finished_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was loaded, held or failed',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY delivery_id
COMMENT 'One row per delivery: one file, or one pull of one feed';

CREATE TABLE IF NOT EXISTS ops.delivery_entity
(
    delivery_id UUID COMMENT 'The delivery',
    entity LowCardinality(String) COMMENT 'Reference entity: person, unit, event, enrolment, meeting',
    entity_count UInt64 COMMENT 'How many were read',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (delivery_id, entity)
COMMENT 'One row per delivery and kind of reference entity';

CREATE TABLE IF NOT EXISTS ops.delivery_reason
(
    delivery_id UUID COMMENT 'The delivery',
    reason LowCardinality(String) COMMENT 'Code of the rule that was broken',
    field LowCardinality(String) COMMENT 'The source''s field, empty where no single one is to blame',
    rejected_count UInt64 COMMENT 'How many records',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (delivery_id, reason, field)
COMMENT 'One row per delivery, reason and field of rejected records';

CREATE TABLE IF NOT EXISTS ops.table_epoch
(
    table_name LowCardinality(String) COMMENT 'Table of database core',
    epoch UInt64 COMMENT 'Raised by erasure, un-barring and retention: part of every load token',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY table_name
COMMENT 'One row per table whose epoch was ever raised; the epoch of the others is 0';
