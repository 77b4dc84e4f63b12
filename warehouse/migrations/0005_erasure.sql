-- Tokens of persons whose rows are being deleted. In memory: nothing of it reaches the disk.
CREATE TABLE IF NOT EXISTS ops.erasing_person
(
    person_pseudonym UUID COMMENT 'Token of a person; empty between erasures'
)
ENGINE = Memory
COMMENT 'What the mutations of an erasure read, so that their text, which is kept on disk, names no token';

-- Keys whose older versions go with an expired row. Tokens of rows, in memory.
CREATE TABLE IF NOT EXISTS ops.expiring_key
(
    source_key UUID COMMENT 'Token of a row whose newest version is older than its retention'
)
ENGINE = Memory
COMMENT 'What the mutations of a retention read; empty between them';
