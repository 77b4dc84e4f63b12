-- One row per unit code that an account names, also the empty one.
CREATE TABLE {int_unit}
(
    school_unit_code String COMMENT 'Skolenhetskod; tom där källsystemets enhet inte är mappad',
    unit_no UInt32 COMMENT 'Skolenhetens nummer, i kodernas ordning: korta nycklar för det som summeras per skolenhet'
)
ENGINE = MergeTree
ORDER BY unit_no
COMMENT 'En rad per skolenhetskod som en räkenskap anger, även den tomma';

INSERT INTO {int_unit}
SELECT school_unit_code, toUInt32(row_number() OVER (ORDER BY school_unit_code))
FROM (SELECT DISTINCT school_unit_code FROM {int_account});
