-- One row per pupil and unit: all enrolment spells, the latest first.
-- Why an array: a fact looks its day up in it, and two spells on one day can never double the fact's minutes.
CREATE TABLE {int_enrolment}
(
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål',
    school_unit_code String COMMENT 'Skolenhetskod',
    spells Array(Tuple(
        first_day Date, day_after Date, school_grade Nullable(UInt8), sex String, school_form String,
        birth_year Nullable(UInt16)))
        COMMENT 'Första dagen, första dagen efter, årskurs, kön, skolform och födelseår; vid samma första dag gäller det senare källnamnet'
)
ENGINE = MergeTree
ORDER BY (person_pseudonym, school_unit_code)
COMMENT 'En rad per elev och skolenhet: alla skolplaceringar, den senaste först';

INSERT INTO {int_enrolment}
SELECT
    person_pseudonym,
    toString(school_unit_code) AS unit,
    arrayMap(
        s -> (s.1, s.4, s.5, s.6, s.7, s.8),
        arrayReverseSort(
            s -> (s.1, s.2, s.3),
            groupArray((
                ifNull(valid_from, toDate('1970-01-01')),
                toString(feed),
                toString(source_key),
                ifNull(valid_to, toDate('2149-06-06')),
                school_grade,
                toString(sex),
                toString(school_form),
                birth_year))))
FROM core.pupil_term FINAL
WHERE school_unit_code != ''
    AND delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
GROUP BY person_pseudonym, unit
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
