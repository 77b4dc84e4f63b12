-- Lessons of which core.attendance holds more than one row, wherever those lie: a refresh of the models asks FINAL for them
-- alone, and reads all others as they stand (docs/decisions/0014). Takes the place of the lessons that lie in two terms.
CREATE TABLE IF NOT EXISTS ops.repeated_lesson
(
    feed String COMMENT 'Name of route and mapping',
    source_key UUID COMMENT 'Token of the row'
)
ENGINE = ReplacingMergeTree
ORDER BY (feed, source_key)
COMMENT 'One row per lesson that had more than one row in core.attendance: corrected, moved to another day or taken back';

DROP TABLE IF EXISTS ops.moved_lesson SYNC;
