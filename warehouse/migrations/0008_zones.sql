-- What a receiving home remembers of the batches of other zones, so that order and keys can be held against it.
CREATE TABLE IF NOT EXISTS ops.received_batch
(
    sender LowCardinality(String) COMMENT 'Id of the sender''s public key',
    batch_number UInt64 COMMENT 'Order of the sender''s batches',
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    ledger String COMMENT 'Names the sender''s ledger: one that was lost and begun anew is another',
    sender_sequence UInt64 COMMENT 'Order of the sender''s deliveries within its ledger',
    delivery_id UUID COMMENT 'The delivery that the batch carried',
    sequence UInt64 COMMENT 'Order of the delivery here',
    key_marks String COMMENT 'Domain, version and check value of the keys that made the tokens; never a key',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (sender, batch_number)
COMMENT 'One row per batch of another zone whose loading was begun; empty in a home that receives none';
