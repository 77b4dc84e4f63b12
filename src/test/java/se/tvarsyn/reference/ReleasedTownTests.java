package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.models.Model;
import se.tvarsyn.noise.CellKeyProfile;
import se.tvarsyn.noise.RecordKeys;
import se.tvarsyn.publication.DataTests;
import se.tvarsyn.publication.Mart;
import se.tvarsyn.publication.ReleaseCheck;
import se.tvarsyn.publication.ReleaseInputs;
import se.tvarsyn.publication.ReleaseOutcome;
import se.tvarsyn.publication.ReleasePeriod;
import se.tvarsyn.publication.ReleaseRefused;
import se.tvarsyn.publication.Releases;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.warehouse.MigratedStorage;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** Releases of a town whose every exact figure is known: what may be told apart from it, and what may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleasedTownTests {
    private static final Path ROOT = FoundFigures.ROOT;
    private static final LocalDate TODAY = LocalDate.of(2026, 7, 1);
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-07-01T08:00:00Z"), ZoneId.of("Europe/Stockholm"));
    private static final int NOISE = 5;
    private static final int THRESHOLD = 10;

    private Warehouse warehouse;
    private Statements statements;
    private Catalogue catalogue;
    private Map<String, String> exact;
    private Releases releases;
    private Path scratch;

    @BeforeAll
    void makeTheFiguresOfATown(@TempDir Path home) throws IOException {
        MigratedStorage.into(home.resolve("warehouse/data"));
        warehouse = Warehouse.open(WarehouseSettings.embedded(home.resolve("warehouse/data"), ROOT.resolve("engine"))
                .withLimits(2, 4L << 30, 4));
        statements = FoundFigures.statements(warehouse);
        Migrations.apply(warehouse, ROOT.resolve("migrations"));
        ReferencePopulation town = new ReferencePopulation(20_260_701, 400);
        ReferenceRows.put(warehouse, "town", town, rows -> {});
        Path units = Files.writeString(home.resolve("school-units.csv"), town.schoolUnits());
        catalogue = FoundFigures.refresh(warehouse, units, TODAY, FollowUpSettings.defaults());
        exact = FoundFigures.in(warehouse, FoundFigures.kinds(catalogue));
        scratch = Files.createDirectories(home.resolve("scratch"));
        new DataTests(warehouse).run(Files.createDirectories(home.resolve("no-tests")), CLOCK);
        statements.execute("INSERT INTO ops.data_test (run_number, run_at, test_name, bad_row_count)"
                + " VALUES (1, now64(3) + 60, 'x', 0)");
        releases = releases(1);
    }

    @AfterAll
    void close() {
        warehouse.close();
    }

    /** @param seed of the secret that the noise comes from */
    private Releases releases(int seed) throws IOException {
        return releases(seed, Cube.Profile.CELL_KEY);
    }

    private Releases releases(int seed, Cube.Profile profile) throws IOException {
        return releases(seed, profile, true);
    }

    private Releases releases(int seed, Cube.Profile profile, boolean isLawful) throws IOException {
        Mart mart = new Mart(warehouse);
        mart.prepare(ROOT.resolve("publication"));
        Map<String, Set<String>> columns = new HashMap<>();
        Model.all(ROOT).forEach(model -> columns.put(model.name(), model.columns()));
        List<Problem> problems = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> found = Files.list(ROOT.resolve("cubes"))) {
            files = found.sorted().toList();
        }
        Cubes shipped = Cubes.read(files, Path::toString, catalogue, columns, problems);
        assertThat(problems).isEmpty();
        Map<String, Cube> cubes = new TreeMap<>();
        // All cubes together are more than exact values can bear; and exact beside noisy is refused.
        shipped.cubes().values().stream()
                .filter(cube -> profile == Cube.Profile.CELL_KEY || cube.id().equals("leisure"))
                .forEach(cube -> cubes.put(
                        cube.id(),
                        new Cube(cube.id(), cube.name(), cube.metrics(), cube.axes(), cube.periods(), profile)));
        byte[] secret = ("the secret of a made-up town, no. " + seed).getBytes(StandardCharsets.UTF_8);
        return new Releases(
                warehouse,
                mart,
                new ReleaseInputs(
                        catalogue,
                        new Cubes(cubes),
                        columns,
                        CellKeyProfile.STANDARD,
                        new RecordKeys(secret),
                        Map.of(),
                        (feed, table) -> isLawful,
                        Map.of(),
                        Map.of(),
                        ROOT,
                        scratch,
                        "test"),
                CLOCK);
    }

    private ReleaseOutcome release(String period) throws IOException {
        return releases.create(ReleasePeriod.of(period), "Anna", false, step -> {});
    }

    private List<String> shown(String period) {
        return statements.rows("SELECT * FROM mart.figure WHERE release_name = '" + period + "' ORDER BY ALL").stream()
                .map(row -> String.join("|", row))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-VT", "2026-03", "2025-Q4", "2024/25", "2025"})
    void whatIsShownLiesWithinTheNoiseAndWhatIsSmallIsHidden(String period) throws IOException {
        ReleaseOutcome outcome = release(period);
        assertThat(outcome.findings()).as(outcome.release().audit()).isEmpty();
        Map<String, Integer> told = new TreeMap<>();
        statements.each(
                "SELECT metric, period_kind, dimension, value, across, shown, numerator, denominator FROM mart.figure"
                        + " WHERE release_name = '" + period + "' AND NOT position(dimension, ',')",
                row -> {
                    Metric metric = Objects.requireNonNull(catalogue.metrics().get(row.getString(1)));
                    String key = String.join(
                            "|",
                            metric.id(),
                            row.getString(2),
                            period,
                            row.getString(3),
                            row.getString(4),
                            row.getString(5));
                    holds(metric, key, row.getString(6), row.getString(7), row.getString(8), told);
                });
        assertThat(told.getOrDefault("compared", 0)).as(told.toString()).isPositive();
        assertThat(new Mart(warehouse).problems()).isEmpty();
    }

    private void holds(
            Metric metric, String key, String shown, String numerator, String denominator, Map<String, Integer> told) {
        String is = exact.get(key);
        switch (metric.kind()) {
            case COUNT, PERSONS -> count(metric, key, numerator, is == null ? 0 : Long.parseLong(is), told);
            case SHARE -> {
                if (is == null) {
                    return;
                }
                String[] parts = is.split("/");
                if (metric.rows().equals("int_pupil_period") || metric.rows().equals("int_final_grades")) {
                    count(metric, key + " among", denominator, Long.parseLong(parts[1]), told);
                    if (!denominator.equals("..") && !numerator.equals(".")) {
                        count(metric, key, numerator, Long.parseLong(parts[0]), told);
                    }
                }
                if (!shown.equals("..") && !shown.equals(".")) {
                    double percent = 100.0 * Long.parseLong(numerator) / Long.parseLong(denominator);
                    assertThat(Double.parseDouble(shown))
                            .as(key)
                            .isBetween(percent - 0.1, Math.min(100, percent) + 0.1);
                }
            }
            case RATE -> {
                if (is == null || metric.chapter().equals("resources") || shown.length() < 3) {
                    return;
                }
                String[] parts = is.split("/");
                double percent = 100.0 * Long.parseLong(parts[0]) / Long.parseLong(parts[1]);
                // Two whole schedules among those of the persons behind it, of whom some have shorter ones.
                double most = 100.0 * 2 * 4 / Math.max(1, Long.parseLong(denominator) - NOISE);
                assertThat(Double.parseDouble(shown)).as(key).isBetween(percent - most, percent + most);
                told.merge("compared", 1, Integer::sum);
            }
            case DAYS, DIFFERENCE -> assertThat(denominator).as(key).matches("\\.\\.|0|[1-9]\\d+");
            case SUM -> {
                if (is != null) {
                    assertThat(shown).as(key).matches("\\d+(\\.\\d+)?");
                    told.merge("compared", 1, Integer::sum);
                }
            }
        }
    }

    private static void count(Metric metric, String key, String shown, long is, Map<String, Integer> told) {
        if (shown.equals("..")) {
            boolean maySay = is >= 1 && is < THRESHOLD + NOISE;
            assertThat(maySay || metric.isSensitive())
                    .as("%s: hidden, and it is %d", key, is)
                    .isTrue();
            told.merge("hidden", 1, Integer::sum);
            return;
        }
        long number = Long.parseLong(shown);
        assertThat(number).as(key).isBetween(Math.max(0, is - NOISE), is + NOISE);
        assertThat(number == 0 || number >= THRESHOLD).as(key).isTrue();
        assertThat(is > 0 || number == 0).as("%s: nobody stays nobody", key).isTrue();
        told.merge("compared", 1, Integer::sum);
    }

    @Test
    void theSamePersonsAreTheSameNumberInEveryCubeAndMonth() throws IOException {
        release("2026-VT");
        assertThat(statements.rows("SELECT metric, dimension, value, across FROM mart.figure"
                        + " WHERE release_name = '2026-VT' GROUP BY ALL HAVING uniqExact(shown) > 1"))
                .isEmpty();
        assertThat(statements.number("SELECT count() FROM (SELECT 1 FROM mart.figure WHERE release_name = '2026-VT'"
                        + " GROUP BY metric, dimension, value, across HAVING count() > 1)"))
                .as("cells that stand in two cubes")
                .isPositive();
    }

    @Test
    void aPeriodThatWasReleasedIsShownAsItWas() throws IOException {
        String period = "2026-01";
        ReleaseOutcome first = release(period);
        List<String> before = shown(period);
        String ofSources = "SELECT * FROM mart.source WHERE release_name = '" + period + "'";
        List<List<String>> sources = statements.rows(ofSources);
        assertThat(sources).isNotEmpty();
        assertThat(releases.isAsReleased(first.release())).isTrue();
        String token = statements
                .texts("SELECT toString(any(person_pseudonym)) FROM model.int_pupil_period WHERE period = '2026-01'")
                .get(0);
        statements.execute("ALTER TABLE model.int_pupil_period DELETE WHERE person_pseudonym != '" + token
                + "' AND period = '2026-01' SETTINGS mutations_sync = 2");
        assertThat(release(period).isNew()).isFalse();
        assertThat(shown(period)).isNotEmpty().isEqualTo(before);

        statements.execute("ALTER TABLE mart.figure UPDATE shown = '11' WHERE shown = '..' AND release_name = '"
                + period + "' SETTINGS mutations_sync = 2");
        assertThat(releases.isAsReleased(first.release())).isFalse();
        Mart mart = new Mart(warehouse);
        assertThat(ReleaseCheck.problems(warehouse, mart))
                .containsExactly(
                        "release 2026-01 is not shown as it was released; drop its partition from mart.release,"
                                + " then run release create --period 2026-01");
        for (String table : List.of("figure", "metric", "cube", "label", "source", "release")) {
            statements.execute("ALTER TABLE mart." + table + " DROP PARTITION '" + period + "'");
        }
        assertThat(shown(period)).isEmpty();
        assertThat(ReleaseCheck.problems(warehouse, mart))
                .containsExactly(
                        "release 2026-01 is not shown; run release create --period 2026-01, which shows what was kept");
        release(period);
        assertThat(ReleaseCheck.problems(warehouse, mart)).isEmpty();
        assertThat(shown(period)).as("from what was kept").isEqualTo(before);
        assertThat(statements.rows(ofSources)).isEqualTo(sources);
        assertThat(releases.isAsReleased(first.release())).isTrue();
    }

    /** What stands is frozen; tables that an older program made get the columns that they lack with the next release. */
    @Test
    void aReleaseSpeaksBothLanguagesAndAnOlderOneStaysAsItWas() throws IOException {
        assertThat(release("2025-Q4").findings()).isEmpty();
        List<String> before = shown("2025-Q4");
        statements.execute("ALTER TABLE mart.release DROP COLUMN method_en, DROP COLUMN caveats_en");
        statements.execute("ALTER TABLE mart.metric DROP COLUMN exclusions_en");
        statements.execute("ALTER TABLE mart.label DROP COLUMN name_en");
        new Mart(warehouse).prepare(ROOT.resolve("publication"));
        assertThat(release("2026-Q1").findings()).isEmpty();
        assertThat(shown("2025-Q4")).isEqualTo(before);

        String texts = "SELECT method, method_en, caveats, caveats_en FROM mart.release WHERE release_name = '";
        List<String> old = statements.rows(texts + "2025-Q4'").get(0);
        List<String> today = statements.rows(texts + "2026-Q1'").get(0);
        assertThat(old.get(0)).isEqualTo(today.get(0)).contains("högst 5 personer", "under 10");
        assertThat(today.get(1)).contains("at most 5 persons", "under 10", "at least 10 persons");
        assertThat(today.get(3).lines().count())
                .isEqualTo(today.get(2).lines().count())
                .isGreaterThan(3);
        assertThat(List.of(old.get(1), old.get(3))).containsOnly("");
        assertThat(statements.texts("SELECT DISTINCT name_en FROM mart.label WHERE release_name = '2025-Q4'"))
                .containsExactly("");
        assertThat(statements.rows(
                        "SELECT dimension, code FROM mart.label WHERE release_name = '2026-Q1' AND name_en = ''"))
                .as("every code of ours has an English name, and this town names no schools")
                .isEmpty();
        assertThat(statements.texts("SELECT name_en FROM mart.label WHERE release_name = '2026-Q1' AND code = 'F+S+L'"))
                .containsExactly("All three");
        assertThat(statements.rows("SELECT metric FROM mart.metric WHERE release_name = '2026-Q1'"
                        + " AND (exclusions_sv = '') != (exclusions_en = '')"))
                .isEmpty();
        assertThat(statements.number(
                        "SELECT count() FROM mart.metric WHERE release_name = '2026-Q1' AND exclusions_en" + " != ''"))
                .isPositive();
        assertThat(new Mart(warehouse).problems()).isEmpty();
    }

    @Test
    void whatWasTakenBackIsGoneAndIsNotReleasedAgain() throws IOException {
        release("2025-11");
        assertThat(shown("2025-11")).isNotEmpty();
        releases.retract(ReleasePeriod.of("2025-11"), "Berit");
        for (String table : List.of("figure", "metric", "cube", "label", "source", "release")) {
            assertThat(statements.number("SELECT count() FROM mart." + table + " WHERE release_name = '2025-11'"))
                    .as(table)
                    .isZero();
        }
        assertThatThrownBy(() -> release("2025-11"))
                .isInstanceOf(ReleaseRefused.class)
                .hasMessageContaining("a correction waits for the next period");
        assertThatThrownBy(() -> releases.retract(ReleasePeriod.of("2025-11"), "Berit"))
                .isInstanceOf(ReleaseRefused.class);
        assertThat(releases.all())
                .anyMatch(r -> r.name().equals("2025-11") && r.isRetracted() && r.by().equals("Berit"));
    }

    @Test
    void nothingIsReleasedOfRowsThatNoLegalBasisCoversAnyLonger() throws IOException {
        Releases unlawful = releases(1, Cube.Profile.CELL_KEY, false);
        assertThatThrownBy(() -> unlawful.create(ReleasePeriod.of("2025-10"), "Anna", false, step -> {}))
                .isInstanceOf(ReleaseRefused.class)
                .hasFieldOrPropertyWithValue("reason", ReleaseRefused.Reason.NO_BASIS)
                .hasMessageContaining("int_pupil_period was made of rows that no legal basis covers today");
        assertThat(shown("2025-10")).isEmpty();
    }

    @Test
    void nothingIsReleasedOfAPeriodThatGoesOnOrAfterAFailingDataTest() throws IOException {
        assertThatThrownBy(() -> release("2026-07"))
                .isInstanceOf(ReleaseRefused.class)
                .hasMessageContaining("before 2026-07 had ended");
        assertThatThrownBy(() -> release("2026-13")).hasMessageContaining("is no period");
        statements.execute("INSERT INTO ops.data_test (run_number, run_at, test_name, bad_row_count)"
                + " VALUES (2, now64(3) + 60, 'core_two_current_rows_per_key', 3)");
        try {
            assertThatThrownBy(() -> release("2026-02"))
                    .isInstanceOf(ReleaseRefused.class)
                    .hasMessageContaining("warehouse/tests/core_two_current_rows_per_key.sql: 3 bad rows");
            assertThat(shown("2026-02")).isEmpty();
        } finally {
            statements.execute("ALTER TABLE ops.data_test DELETE WHERE run_number = 2 SETTINGS mutations_sync = 2");
        }
    }

    /** What is shown is the truth, and what is small is not shown. */
    @Test
    void anExactReleaseShowsTheTruthOrNothing() throws IOException {
        forgetReleases();
        ReleaseOutcome outcome =
                releases(1, Cube.Profile.EXACT).create(ReleasePeriod.of("2025-05"), "Anna", false, step -> {});
        assertThat(outcome.findings()).as(outcome.release().audit()).isEmpty();
        Map<String, Integer> told = new TreeMap<>();
        statements.each(
                "SELECT metric, dimension, value, across, numerator, denominator FROM mart.figure"
                        + " WHERE release_name = '2025-05' AND NOT position(dimension, ',')"
                        + " AND metric = 'leisure-participation'",
                row -> {
                    String key = String.join(
                            "|",
                            row.getString(1),
                            "month",
                            "2025-05",
                            row.getString(2),
                            row.getString(3),
                            row.getString(4));
                    String is = exact.getOrDefault(key, "0");
                    String numerator = row.getString(5);
                    if (numerator.equals("..")) {
                        told.merge("hidden", 1, Integer::sum);
                    } else {
                        assertThat(numerator).as(key).isEqualTo(is.split("/")[0]);
                        assertThat(Long.parseLong(numerator))
                                .as(key)
                                .satisfiesAnyOf(n -> assertThat(n).isZero(), n -> assertThat(n)
                                        .isGreaterThanOrEqualTo(THRESHOLD));
                        told.merge("shown", 1, Integer::sum);
                    }
                });
        assertThat(told.getOrDefault("shown", 0)).as(told.toString()).isPositive();
        assertThat(told.getOrDefault("hidden", 0)).as(told.toString()).isPositive();
        assertThat(releases(1, Cube.Profile.CELL_KEY)
                        .create(ReleasePeriod.of("2025-04"), "Anna", true, step -> {})
                        .release()
                        .audit())
                .as("what was exact is shown under noise afterwards")
                .endsWith(" 0 findings");
        forgetReleases();
    }

    /** Of other tests: an exact figure of what was under noise before is hidden. */
    private void forgetReleases() {
        statements.execute("TRUNCATE TABLE ops.release SYNC");
        statements.execute("TRUNCATE TABLE ops.released_figure SYNC");
    }

    /** The attack that constant record keys are there for: a stable group, and noise drawn anew each month. */
    @Test
    void newNoiseForTheSamePersonsIsCaughtBeforeItIsShown() throws IOException {
        List<String> months = List.of("2024-09", "2024-10", "2024-11", "2025-01", "2025-02", "2025-03", "2025-04");
        String audit = "";
        try {
            for (int i = 0;
                    i < months.size() && !audit.matches(".* [1-9]\\d* hidden after an attack; 0 findings");
                    i++) {
                audit = releases(100 + i)
                        .create(ReleasePeriod.of(months.get(i)), "Anna", false, step -> {})
                        .release()
                        .audit();
            }
            assertThat(audit).matches(".* [1-9]\\d* hidden after an attack; 0 findings");
        } finally {
            months.forEach(this::forget);
        }
    }

    private void forget(String period) {
        statements.execute("ALTER TABLE ops.released_figure DROP PARTITION '" + period + "'");
        statements.execute(
                "ALTER TABLE ops.release DELETE WHERE release_name = '" + period + "' SETTINGS mutations_sync = 2");
    }

    /**
     * Of a group that was 0 before and then 10 a reader may think that it stood still at 5. Where it is 5 today that cannot be
     * unsaid by refusing this release and every one that follows: it is enough that this one shows nothing of the cell.
     */
    @Test
    void whatEarlierReleasesToldTogetherHoldsNoLaterOneBack() throws IOException {
        String period = "2025-Q2";
        List<String> earlier = List.of("2024-Q2", "2024-Q4");
        forgetReleases();
        release(period);
        List<String> cell = statements
                .rows("SELECT metric, toString(levels), mapKeys(levels)[1], mapValues(levels)[1], across, cube"
                        + " FROM ops.released_figure WHERE release_name = '" + period
                        + "' AND numerator = '..' AND length(levels) = 1 ORDER BY figure_no")
                .stream()
                .filter(row -> !Objects.requireNonNull(catalogue.metrics().get(row.get(0)))
                        .isSensitive())
                .filter(row -> exact.getOrDefault(
                                String.join("|", row.get(0), "quarter", period, row.get(2), row.get(3), row.get(4)), "")
                        .matches("5(/\\d+)?"))
                .findFirst()
                .orElseThrow();
        forget(period);
        try {
            for (int i = 0; i < earlier.size(); i++) {
                String name = earlier.get(i);
                statements.execute("INSERT INTO ops.release (release_name, version, period_kind, period, state)"
                        + " VALUES ('" + name + "', 1, 'quarter', '" + name + "', 'released')");
                statements.execute("INSERT INTO ops.released_figure (release_name, figure_no, cube, metric, levels,"
                        + " across, shown, numerator, denominator, numerator_draw, denominator_draw) VALUES ('" + name
                        + "', 1, '" + cell.get(5) + "', '" + cell.get(0) + "', " + cell.get(1) + ", '" + cell.get(4)
                        + "', 'x', '" + 10 * i + "', '', " + (7 + i) + ", 0)");
            }
            ReleaseOutcome outcome = release(period);
            assertThat(outcome.findings()).isEmpty();
            assertThat(outcome.release().audit()).endsWith("1 hidden after an attack; 0 findings");
            assertThat(shown(period)).isNotEmpty();
        } finally {
            earlier.forEach(this::forget);
            forget(period);
            for (String table : List.of("figure", "metric", "cube", "label", "source", "release")) {
                statements.execute("ALTER TABLE mart." + table + " DROP PARTITION '" + period + "'");
            }
        }
    }
}
