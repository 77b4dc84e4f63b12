-- One row per case of the support team: a case begins with its first step, and with any step after avslut.
CREATE TABLE {int_case}
(
    case_key UUID COMMENT 'Token för person, skolenhet och stödprogram',
    case_number UInt16 COMMENT 'Första, andra … ärendet under nyckeln',
    person_pseudonym UUID COMMENT 'Personens pseudonym inom detta ändamål där samtycket gäller; annars bara inom denna källa',
    is_linkable Bool COMMENT '1 = pseudonymen betyder samma person i andra källor: nummer och samtycke medger det',
    school_unit_code String COMMENT 'Skolenhetskod',
    programme String COMMENT 'Stödprogram (modell)',
    level String COMMENT 'Den senaste som en rad anger: 1 främjande, 2 förebyggande, 3 åtgärdande; tom där ingen anges',
    district String COMMENT 'Den senaste stadsdel som en rad anger',
    first_on Date COMMENT 'Första stegets dag',
    enrolled_on Nullable(Date) COMMENT 'Dagen för första inskrivning; NULL utan inskrivning',
    ended_on Nullable(Date) COMMENT 'Dagen för avslut; NULL medan ärendet pågår',
    steps Array(Tuple(step String, step_order UInt8, reached_on Date))
        COMMENT 'Varje stegs första dag, efter dag och sedan processens ordning'
)
ENGINE = MergeTree
ORDER BY (person_pseudonym, case_key, case_number)
COMMENT 'En rad per ärende hos skolsociala teamet: börjar med sitt första steg, och med varje steg efter avslut';

INSERT INTO {int_case}
WITH
    [
        'aktualisering', 'inskrivning', 'kartlaggning', 'planering', 'genomforande', 'uppfoljning', 'vidmakthallande',
        'avslut'
    ] AS process,
    rows AS
    (
        SELECT
            case_key,
            arraySort(
                r -> (r.1, r.2, r.3),
                groupArray((
                    step_on,
                    toUInt8(indexOf(process, toString(step))),
                    source_key,
                    person_pseudonym,
                    is_linkable,
                    toString(school_unit_code),
                    toString(model),
                    toString(level),
                    toString(district)))) AS ordered,
            -- A row after avslut begins a new case.
            arraySplit((r, begins) -> begins, ordered, arrayPushFront(arrayMap(r -> r.2 = 8, arrayPopBack(ordered)), 0))
                AS cases
        FROM core.support_case FINAL
        WHERE delivery_id IN (SELECT delivery_id FROM {int_loaded_delivery})
        GROUP BY case_key
    )
SELECT
    case_key,
    number,
    -- A consent that ends within the case changes the token: the first that is linked, else the first.
    if(arrayExists(r -> r.5, one), arrayFirst(r -> r.5, one), one[1]).4,
    arrayExists(r -> r.5, one),
    one[-1].6,
    one[-1].7,
    arrayFirst(r -> r.8 != '', arrayReverse(one)).8,
    arrayFirst(r -> r.9 != '', arrayReverse(one)).9,
    one[1].1,
    if(arrayExists(r -> r.2 = 2, one), arrayFirst(r -> r.2 = 2, one).1, NULL),
    if(one[-1].2 = 8, one[-1].1, NULL),
    arraySort(
        s -> (s.3, s.2),
        arrayMap(
            o -> (process[o], toUInt8(o), arrayFirst(r -> r.2 = o, one).1),
            arrayFilter(o -> o > 0, arrayDistinct(arrayMap(r -> r.2, one)))))
FROM
(
    SELECT case_key, toUInt16(pair.1) AS number, pair.2 AS one
    FROM rows
    ARRAY JOIN arrayZip(arrayEnumerate(cases), cases) AS pair
)
SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0;
