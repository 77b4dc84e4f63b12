-- Which version of its keys a token domain's stored tokens are of. A row carries the version of its person's token only;
-- the key of a feed's rows may be rotated alone, and a key folder from before that would double every row.
CREATE TABLE IF NOT EXISTS ops.domain_key
(
    domain String COMMENT 'Token domain: the purpose, or the purpose and a feed',
    key_version UInt16 COMMENT 'Version that the domain''s tokens in database core are of; 1 where there is no row',
    check_value String COMMENT 'Check value of that version''s key: tells keys apart, and gives nothing of the key away',
    written_at DateTime64(6, 'UTC') COMMENT 'Version of the row'
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY domain
COMMENT 'One row per token domain whose keys were rotated';
