-- Tokens whose rows get another one: a consent was withdrawn, a person got another number. In memory: nothing of it
-- reaches the disk.
CREATE TABLE IF NOT EXISTS ops.retoken
(
    row_token UUID COMMENT 'Token that the rows are found by: of a case or of a person',
    person_pseudonym UUID COMMENT 'Token that the person of these rows gets',
    key_version UInt16 COMMENT 'Version of the key that made it',
    before_on Date32 COMMENT 'Only steps before this day; 2299-12-31 = all'
)
ENGINE = Join(ANY, LEFT, row_token)
SETTINGS persistent = 0
COMMENT 'What the mutations that replace tokens read, so that their text, which is kept on disk, names none; empty between them';

ALTER TABLE core.support_case
    MODIFY COLUMN person_pseudonym UUID COMMENT 'Token of the person within this purpose; of this feed only where no valid consent covers case and step',
    MODIFY COLUMN case_key UUID COMMENT 'Token of person, unit and model, and of the avslut before it where the case is not the first';
