-- One row per unit code that an account names, also the empty one.
CREATE TABLE {int_unit}
(
    school_unit_code String COMMENT 'Skolenhetskod, empty where the source''s unit is not mapped',
    unit_no UInt32 COMMENT 'A number for it, in the order of the codes: short keys for what is summed by unit'
)
ENGINE = MergeTree
ORDER BY unit_no
COMMENT 'One row per unit code that an account names';

INSERT INTO {int_unit}
SELECT school_unit_code, toUInt32(row_number() OVER (ORDER BY school_unit_code))
FROM (SELECT DISTINCT school_unit_code FROM {int_account});
