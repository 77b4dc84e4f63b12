-- Releases: what was shown, by whom, of what. The figures are kept as they were shown: they hold no person.
CREATE TABLE IF NOT EXISTS ops.release
(
    release_name String COMMENT 'Publiceringens namn, samma som periodens: 2026-VT',
    version UInt8 COMMENT '1 = publicerad, 2 = återkallad; den högsta gäller',
    period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year eller year',
    period String COMMENT 'Perioden',
    state LowCardinality(String) COMMENT 'released eller retracted',
    happened_at DateTime64(3, 'UTC') COMMENT 'När',
    made_by String COMMENT 'Vem',
    deliveries Array(UUID) COMMENT 'Leveranserna som uppgifterna kommer från',
    code_version String COMMENT 'Tvärsyns version',
    catalogue_sha256 String COMMENT 'SHA-256 av mått, tabeller och skydd',
    figures UInt64 COMMENT 'Antal uppgifter',
    hidden UInt64 COMMENT 'Därav dolda',
    figures_sha256 String COMMENT 'SHA-256 av uppgifterna i ordning: det som visas är det som släpptes',
    audit String COMMENT 'Vad granskaren fann: antal celler, block och celler som krävde linjärprogrammering'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY release_name
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'En rad per publicering';

CREATE TABLE IF NOT EXISTS ops.released_figure
(
    release_name LowCardinality(String) COMMENT 'Publiceringens namn',
    figure_no UInt64 COMMENT 'Ordning i publiceringen',
    cube LowCardinality(String) COMMENT 'Tabell i warehouse/cubes',
    metric LowCardinality(String) COMMENT 'Mått',
    levels Map(LowCardinality(String), String) COMMENT 'Värden per nivå; en nivå som saknas = alla',
    across LowCardinality(String) COMMENT 'Värde som täljaren är uppdelad på',
    shown String COMMENT 'Ett tal, .. (dold) eller . (saknas)',
    number Nullable(Decimal(18, 2)) COMMENT 'Samma tal',
    numerator String COMMENT 'Skyddat antal i täljaren',
    denominator String COMMENT 'Skyddat antal i nämnaren eller personer bakom',
    spread String COMMENT 'Nionde decilen eller osäkerhet',
    numerator_draw UInt64 COMMENT 'Vilken brusdragning täljaren har: lika tal = samma personer',
    denominator_draw UInt64 COMMENT 'Vilken brusdragning nämnaren har'
)
ENGINE = MergeTree
PARTITION BY release_name
ORDER BY figure_no
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'En rad per publicerad uppgift, så som den visades; ingen person';
