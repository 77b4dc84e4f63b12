-- How fresh and how whole the sources of a release were when it was made, kept as it was shown. Names no person, and holds
-- shares of rounded counts only (docs/releases.md, Sources).
CREATE TABLE IF NOT EXISTS ops.released_source
(
    release_name LowCardinality(String) COMMENT 'Publiceringens namn',
    feed LowCardinality(String) COMMENT 'Källans namn, samma som ruttens och mappningens',
    name String COMMENT 'Vad källan heter för den som läser',
    delivered_on Nullable(Date) COMMENT 'Dag då källan senast levererade; NULL = aldrig',
    age_days Nullable(UInt32) COMMENT 'Dagar från den dagen till publiceringen',
    expected_hours Nullable(UInt32) COMMENT 'Hur ofta källan väntas leverera, i timmar; NULL = inget är bestämt',
    standing LowCardinality(String) COMMENT 'on-time, late, never eller not-expected',
    rejected_percent String COMMENT 'Poster som ännu är avvisade, i procent av lästa sedan periodens början, av avrundade antal; . = inget är läst',
    unlinked_percent String COMMENT 'Poster om personer som inte kan länkas, i procent av godtagna, av avrundade antal; . = inget är godtaget',
    metrics String COMMENT 'Mått som källan har uppgifter till, åtskilda av komma'
)
ENGINE = MergeTree
PARTITION BY release_name
ORDER BY feed
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'En rad per publicering och källa, så som den visades; ingen person';
