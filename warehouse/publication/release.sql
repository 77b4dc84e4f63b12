-- What analysts and leads read: releases, in a warehouse of their own. Nothing but a release fills these tables, and none
-- of them holds a token, an exact count of persons, or a row about one person. Run before every release; changes nothing
-- that is there: a column that came later is added below its table, and is empty in the rows of releases that were made before.
CREATE DATABASE IF NOT EXISTS mart ENGINE = Atomic COMMENT 'Publicerade uppgifter, för analytiker och ledning';

CREATE TABLE IF NOT EXISTS mart.figure
(
    release_name LowCardinality(String) COMMENT 'Publiceringens namn, samma som periodens: 2026-VT',
    cube LowCardinality(String) COMMENT 'Tabell i warehouse/cubes',
    metric LowCardinality(String) COMMENT 'Mått, se mart.metric',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year eller year',
    period LowCardinality(String) COMMENT '2026-03, 2026-Q1, 2026-VT, 2025/26 eller 2026',
    dimension LowCardinality(String) COMMENT 'Nivåerna som uppgiften är uppdelad på, åtskilda av komma; tom = totalt',
    value String COMMENT 'Nivåernas värden, åtskilda av komma; tom = totalt',
    across LowCardinality(String) COMMENT 'Värde som täljaren är uppdelad på: band, steg, aktivitet; tom = ingen',
    shown String COMMENT 'Uppgiften: ett tal, .. = dold för att få elever berörs, . = saknas',
    number Nullable(Decimal(18, 2)) COMMENT 'Samma tal; NULL där uppgiften är dold eller saknas',
    numerator String COMMENT 'Skyddat antal i täljaren; tom där måttet inte har något',
    denominator String COMMENT 'Skyddat antal i nämnaren, eller personer bakom uppgiften; tom där måttet inte har något',
    spread String COMMENT 'Nionde decilen av dagar, eller osäkerhet (+/-) för en skillnad; tom annars',
    district LowCardinality(Nullable(String)) COMMENT 'Stadsdel; NULL = alla, tom = okänd',
    school_unit LowCardinality(Nullable(String)) COMMENT 'Skolenhetskod; NULL = alla',
    school_form LowCardinality(Nullable(String)) COMMENT 'Skolform; NULL = alla, tom = okänd',
    stage LowCardinality(Nullable(String)) COMMENT 'Stadium; NULL = alla, tom = okänt',
    grade LowCardinality(Nullable(String)) COMMENT 'Årskurs; NULL = alla, tom = okänd',
    sex LowCardinality(Nullable(String)) COMMENT 'Kön: F, M eller U (okänt); NULL = alla',
    age_band LowCardinality(Nullable(String)) COMMENT 'Åldersgrupp; NULL = alla, tom = okänd',
    band LowCardinality(Nullable(String)) COMMENT 'Frånvaroband; NULL = alla',
    programme LowCardinality(Nullable(String)) COMMENT 'Stödprogram; NULL = alla, tom = inget',
    level LowCardinality(Nullable(String)) COMMENT 'Nivå av stöd; NULL = alla, tom = okänd',
    category LowCardinality(Nullable(String)) COMMENT 'Kategori i socialtjänsten; NULL = alla',
    association LowCardinality(Nullable(String)) COMMENT 'Förening; NULL = alla'
)
ENGINE = MergeTree
PARTITION BY release_name
ORDER BY (metric, dimension, value, across, cube)
COMMENT 'En rad per publicerad uppgift';

CREATE TABLE IF NOT EXISTS mart.release
(
    release_name String COMMENT 'Publiceringens namn, samma som periodens',
    period_kind String COMMENT 'month, quarter, term, school_year eller year',
    period String COMMENT 'Perioden',
    released_at DateTime64(3, 'UTC') COMMENT 'När den publicerades',
    figures UInt64 COMMENT 'Antal uppgifter',
    hidden UInt64 COMMENT 'Därav dolda (..)',
    method String COMMENT 'Hur uppgifterna är skyddade',
    caveats String COMMENT 'Vad läsaren ska veta, en mening per rad'
)
ENGINE = MergeTree
PARTITION BY release_name
ORDER BY release_name
COMMENT 'En rad per publicering';

ALTER TABLE mart.release
    ADD COLUMN IF NOT EXISTS method_en String COMMENT 'Hur uppgifterna är skyddade, på engelska; tom = publiceringen gjordes innan det fanns' AFTER method,
    ADD COLUMN IF NOT EXISTS caveats_en String COMMENT 'Vad läsaren ska veta, på engelska, en mening per rad; tom = publiceringen gjordes innan det fanns' AFTER caveats;

CREATE TABLE IF NOT EXISTS mart.metric
(
    release_name LowCardinality(String) COMMENT 'Publiceringens namn',
    metric LowCardinality(String) COMMENT 'Måttets id',
    chapter LowCardinality(String) COMMENT 'Område',
    name_sv String COMMENT 'Namn på svenska',
    name_en String COMMENT 'Namn på engelska',
    definition_sv String COMMENT 'Definition på svenska',
    definition_en String COMMENT 'Definition på engelska',
    unit LowCardinality(String) COMMENT 'Enhet',
    kind LowCardinality(String) COMMENT 'rate, share, count, persons, days, sum eller difference',
    polarity LowCardinality(String) COMMENT 'higher, lower eller neutral: åt vilket håll som är bättre',
    exclusions_sv String COMMENT 'Vad som inte räknas',
    source String COMMENT 'Lag, rapport eller beslut som definitionen kommer från'
)
ENGINE = MergeTree
PARTITION BY release_name
ORDER BY (release_name, metric)
COMMENT 'En rad per publicering och mått, så som det var definierat då';

ALTER TABLE mart.metric
    ADD COLUMN IF NOT EXISTS exclusions_en String COMMENT 'Vad som inte räknas, på engelska; tom = inget, eller publiceringen gjordes innan det fanns' AFTER exclusions_sv;

CREATE TABLE IF NOT EXISTS mart.cube
(
    release_name LowCardinality(String) COMMENT 'Publiceringens namn',
    cube LowCardinality(String) COMMENT 'Tabellens id',
    name_sv String COMMENT 'Namn på svenska',
    name_en String COMMENT 'Namn på engelska',
    axes String COMMENT 'Axlar åtskilda av semikolon, nivåer åtskilda av komma, vidast först',
    profile LowCardinality(String) COMMENT 'cell-key eller exact'
)
ENGINE = MergeTree
PARTITION BY release_name
ORDER BY (release_name, cube)
COMMENT 'En rad per publicering och tabell';

CREATE TABLE IF NOT EXISTS mart.label
(
    release_name LowCardinality(String) COMMENT 'Publiceringens namn',
    dimension LowCardinality(String) COMMENT 'Nivå',
    code String COMMENT 'Värde i mart.figure',
    name String COMMENT 'Vad det heter'
)
ENGINE = MergeTree
PARTITION BY release_name
ORDER BY (release_name, dimension, code)
COMMENT 'En rad per publicering och värde som har ett namn';

ALTER TABLE mart.label
    ADD COLUMN IF NOT EXISTS name_en String COMMENT 'Vad det heter på engelska; tom = kommunens eget namn, eller publiceringen gjordes innan det fanns' AFTER name;

CREATE TABLE IF NOT EXISTS mart.source
(
    release_name LowCardinality(String) COMMENT 'Publiceringens namn',
    feed LowCardinality(String) COMMENT 'Källans namn, samma som ruttens och mappningens',
    name String COMMENT 'Vad källan heter för den som läser',
    delivered_on Nullable(Date) COMMENT 'Dag då källan senast levererade; NULL = aldrig',
    age_days Nullable(UInt32) COMMENT 'Dagar från den dagen till publiceringen',
    expected_hours Nullable(UInt32) COMMENT 'Hur ofta källan väntas leverera, i timmar; NULL = inget är bestämt',
    standing LowCardinality(String) COMMENT 'on-time, late, never eller not-expected',
    rejected_percent String COMMENT 'Poster som ännu är avvisade, i procent av lästa sedan periodens början, av avrundade antal; . = inget är läst',
    unlinked_percent String COMMENT 'Poster om personer som inte kan länkas, i procent av godtagna, av avrundade antal; . = inget är godtaget',
    metrics String COMMENT 'Mått som källan har uppgifter till, åtskilda av komma'
)
ENGINE = MergeTree
PARTITION BY release_name
ORDER BY (release_name, feed)
COMMENT 'En rad per publicering och källa: hur färsk och hel källan var då';
