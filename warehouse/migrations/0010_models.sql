-- Rows that figures are taken from, made of core by warehouse/models: tokens and exact minutes, for stewards only.
CREATE DATABASE IF NOT EXISTS model ENGINE = Atomic COMMENT 'Rows that figures are taken from, for stewards only';

CREATE TABLE IF NOT EXISTS ops.model_refresh
(
    recipe String COMMENT 'SHA-256 of what kept rows depend on: model files, feeds left out, epoch and identity of core.attendance',
    rest String COMMENT 'SHA-256 of what the other kept rows depend on: every model file, settings, and what other tables hold',
    partitions Array(String) COMMENT 'Partitions of core.attendance that were read',
    last_blocks Array(Int64) COMMENT 'The newest block of each: another number means rows that were not read',
    not_counted Array(UUID) COMMENT 'Deliveries that were not loaded whole then: some of their rows may have been there',
    is_whole Bool COMMENT '1 = every month was made anew',
    started_at DateTime64(3, 'UTC') COMMENT 'When it began',
    finished_at DateTime64(3, 'UTC') COMMENT 'When every table was in place'
)
ENGINE = MergeTree
ORDER BY finished_at
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'One row per refresh of the models that came to its end';

CREATE TABLE IF NOT EXISTS ops.moved_lesson
(
    feed LowCardinality(String) COMMENT 'Name of route and mapping',
    source_key UUID COMMENT 'Token of the row'
)
ENGINE = ReplacingMergeTree
ORDER BY (feed, source_key)
COMMENT 'One row per lesson that lies in two terms of core.attendance, since a correction moved it';
