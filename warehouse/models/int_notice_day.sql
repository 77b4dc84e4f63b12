-- One row per pupil and day that a notice of absence or leave covers.
-- A notice has no time of day: it adds no minutes, and says only why a lesson may be unreported.
CREATE TABLE {int_notice_day}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    day Date COMMENT 'En dag i anmälan, Europe/Stockholm'
)
ENGINE = MergeTree
ORDER BY (person_pseudonym, day)
COMMENT 'En rad per elev och dag som en anmälan om frånvaro eller ledighet täcker';

INSERT INTO {int_notice_day}
SELECT DISTINCT
    person_pseudonym,
    -- At most a year: an end in another century is a mistake, and would fill the disk.
    starts_on + arrayJoin(range(toUInt32(least(dateDiff('day', starts_on, ends_on), 366)) + 1)) AS day
FROM core.absence_notice FINAL
WHERE starts_on <= ends_on
    AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
