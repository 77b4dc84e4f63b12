-- One row per school unit of mappings/school-units.csv: what it is called and where it lies, over time.
CREATE TABLE {int_school_unit}
(
    school_unit_code String COMMENT 'Skolenhetskod',
    spells Array(Tuple(first_day Date, day_after Date, unit_name String, district String, school_form String))
        COMMENT 'Första dagen, första dagen efter, namn, stadsdel och skolform för varje rad om skolenheten; den senaste först'
)
ENGINE = MergeTree
ORDER BY school_unit_code
COMMENT 'En rad per skolenhet i mappings/school-units.csv';

INSERT INTO {int_school_unit}
SELECT
    unit.1,
    arrayReverseSort(groupArray((unit.2, unit.3, unit.4, unit.5, unit.6)))
FROM
(
    SELECT arrayJoin(
        CAST({setting-school-units}, 'Array(Tuple(String, Date, Date, String, String, String))')) AS unit
)
GROUP BY unit.1;
