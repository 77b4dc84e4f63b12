package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.models.Model;
import se.tvarsyn.models.ModelInputs;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.noise.CellKeyProfile;
import se.tvarsyn.noise.RecordKeys;
import se.tvarsyn.settings.FollowUpSettings;

/** Releases of municipalities of every size: that the auditor passes them, what is hidden, how far what is shown is off. */
class ReleaseScaleTests {
    private static final Path ROOT = CoreRows.WAREHOUSE;
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-07-01T08:00:00Z"), ZoneId.of("Europe/Stockholm"));

    @TempDir
    private Path home;

    private static final String FEW_ENROLLED = "if(enrolled, ['SST', 'MSK', 'TID'][1 + sipHash64(number, 5) % 3], '')";

    @Test
    void aSmallMunicipalityOfTenCubes() throws IOException {
        release(3_000, 10);
    }

    @Test
    @Tag("long")
    void aMiddlingMunicipalityOfFiftyCubes() throws IOException {
        release(30_000, 50);
    }

    @Test
    @Tag("long")
    void aLargeMunicipalityOfFiftyCubes() throws IOException {
        release(100_000, 50);
    }

    @Test
    void aSmallMunicipalityWithoutNoise() throws IOException {
        exact(3_000);
    }

    @Test
    @Tag("long")
    void largerMunicipalitiesWithoutNoise() throws IOException {
        exact(30_000);
        exact(100_000);
    }

    /** Two linked cubes, as the exact profile is meant for: what is shown is right to the person. */
    private void exact(int pupils) throws IOException {
        Map<String, Cube> cubes = new TreeMap<>();
        cubes.put("places", exact("places", List.of(List.of("district", "school_unit"), List.of("stage"))));
        cubes.put("grades", exact("grades", List.of(List.of("district"), List.of("stage", "grade"), List.of("sex"))));
        ReleaseRecord release = release(pupils(pupils, FEW_ENROLLED, 9), new Cubes(cubes), CellKeyProfile.STANDARD, 0);
        System.out.println(pupils + " pupils, 2 exact cubes: " + share(release) + "; " + release.audit());
        assertThat(release.hidden()).as("something is hidden, and not most").isBetween(1L, release.figures() / 2);
    }

    private static Cube exact(String id, List<List<String>> axes) {
        return new Cube(
                id,
                new Metric.Text(id, id),
                List.of("pupils", "absence-over-threshold", "absence-scattered"),
                axes,
                List.of("term"),
                Cube.Profile.EXACT);
    }

    /**
     * The published reference: 3,074 pupils, 14 schools, 3 stages, 2 sexes, 4 interventions with all margins, 1,140 cells, of
     * which 14 % are hidden where 1 to 4 are and 27 % where 1 to 9 are; mean error 1.3 (PRIVACY.md 7). How its pupils are
     * spread is not published: four pupils of ten have the first intervention here, three the second, two the third, one the
     * fourth.
     */
    @Test
    void theCellsOfThePublishedReference() throws IOException {
        Cube cube = new Cube(
                "reference",
                new Metric.Text("reference", "reference"),
                List.of("pupils"),
                List.of(List.of("district", "school_unit"), List.of("stage"), List.of("sex"), List.of("programme")),
                List.of("term"),
                Cube.Profile.CELL_KEY);
        String spread = "['A', 'A', 'A', 'A', 'B', 'B', 'B', 'C', 'C', 'D'][1 + sipHash64(number, 5) % 10]";
        for (int threshold : new int[] {5, 10}) {
            ReleaseRecord release = release(
                    pupils(3_074, spread, 4),
                    new Cubes(Map.of("reference", cube)),
                    new CellKeyProfile(CellKeyProfile.STANDARD.shape(), threshold));
            System.out.println("published reference, hidden under " + threshold + ": " + share(release));
            // A cell that nobody is in has no figure.
            assertThat(release.figures()).isBetween(1_100L, 1_140L);
        }
    }

    private static String share(ReleaseRecord release) {
        return release.hidden() + " of " + release.figures() + " hidden ("
                + Math.round(100.0 * release.hidden() / release.figures()) + " %)";
    }

    /** Pupils made by a formula: schools of 220, ten grades, absence and marks that are rarer the graver they are. */
    private static String pupils(int count, String programme, int districts) {
        return """
                INSERT INTO model.int_pupil_period
                    (person_pseudonym, is_linkable, period_kind, period, school_unit, district, school_form, stage, grade, sex,
                    age_band, band, is_place, has_reported, has_days, is_over, has_long_invalid, is_scattered, is_enrolled,
                    programme, has_social_event, has_service, has_leisure, overlap, knows_support, knows_social, knows_leisure,
                    offered_minutes, reported_minutes, absence_minutes, valid_minutes, invalid_minutes, last_month_on)
                SELECT
                    reinterpretAsUUID(toFixedString(concat(
                        reinterpretAsString(toUInt64(sipHash64(number, 1))), reinterpretAsString(toUInt64(number))), 16)),
                    true, 'term', '2026-VT', unit, concat('D', toString(unit_no %% %d)), 'GR',
                    multiIf(grade_no <= 3, 'F-3', grade_no <= 6, '4-6', '7-9'), toString(grade_no),
                    if(sipHash64(number, 2) %% 2 = 0, 'F', 'M'), multiIf(grade_no <= 3, '6-9', grade_no <= 6, '10-12', '13-15'),
                    multiIf(rate < 5, 0, rate < 10, 5, rate < 15, 10, rate < 20, 15, rate < 30, 20, rate < 50, 30, 50),
                    true, true, true, rate >= 10, sipHash64(number, 3) %% 60 = 0, sipHash64(number, 4) %% 25 = 0, enrolled,
                    %s AS told_programme, social, social, leisure,
                    if(rate >= 10 OR social OR leisure, arrayStringConcat(arrayFilter(l -> l != '',
                        [if(rate >= 10, 'F', ''), if(social, 'S', ''), if(leisure, 'L', '')]), '+'), '-'),
                    true, true, true, 30000, 29000 + sipHash64(number, 6) %% 1000 AS reported,
                    toUInt64(reported * rate / 100) AS absent, toUInt64(absent * 0.8), absent - toUInt64(absent * 0.8),
                    toDate('2026-06-01')
                FROM
                (
                    SELECT number, toUInt32(number / 220) AS unit_no, toString(10000000 + unit_no) AS unit,
                        sipHash64(number, 7) %% 10 AS grade_no,
                        toUInt8(pow((sipHash64(number, 8) %% 1000) / 1000., 3) * 60) AS rate,
                        sipHash64(number, 9) %% 40 = 0 AS enrolled, sipHash64(number, 10) %% 25 = 0 AS social,
                        sipHash64(number, 11) %% 3 = 0 AS leisure
                    FROM numbers(%d)
                )
                """.formatted(districts, programme, count);
    }

    private static List<List<List<String>>> axes() {
        List<List<String>> place = List.of(List.of("district", "school_unit"), List.of("district"));
        List<List<String>> level = List.of(List.of("stage", "grade"), List.of("stage"), List.of("age_band"));
        List<List<List<String>>> all = new ArrayList<>();
        for (List<String> p : place) {
            all.add(List.of(p));
            for (List<String> l : level) {
                all.add(List.of(p, l));
                all.add(List.of(p, l, List.of("sex")));
            }
            all.add(List.of(p, List.of("sex")));
        }
        return all;
    }

    private static Cubes cubes(int count) {
        List<List<String>> metrics = List.of(
                List.of("pupils", "absence-rate", "absence-over-threshold", "reporting-coverage"),
                List.of("absence-long-invalid", "absence-scattered"),
                List.of("absence-valid-rate", "absence-invalid-rate", "reporting-coverage", "pupils"),
                List.of("support-reach", "social-over-threshold"));
        Map<String, Cube> cubes = new TreeMap<>();
        List<List<List<String>>> axes = axes();
        for (int i = 0; i < count; i++) {
            String id = String.format(Locale.ROOT, "cube-%02d", i);
            cubes.put(
                    id,
                    new Cube(
                            id,
                            new Metric.Text(id, id),
                            metrics.get(i / axes.size() % metrics.size()),
                            axes.get(i % axes.size()),
                            List.of("term"),
                            Cube.Profile.CELL_KEY));
        }
        return new Cubes(cubes);
    }

    private void release(int pupils, int cubeCount) throws IOException {
        ReleaseRecord release = release(pupils(pupils, FEW_ENROLLED, 9), cubes(cubeCount), CellKeyProfile.STANDARD);
        System.out.println(pupils + " pupils, " + cubeCount + " cubes: " + share(release) + "; " + release.audit());
    }

    private ReleaseRecord release(String pupils, Cubes cubes, CellKeyProfile profile) throws IOException {
        return release(pupils, cubes, profile, profile.shape().largest());
    }

    /**
     * @param pupils SQL that makes them
     * @param largest error of a count that is shown
     */
    private ReleaseRecord release(String pupils, Cubes cubes, CellKeyProfile profile, int largest) throws IOException {
        Path ofOne = Files.createTempDirectory(home, "town");
        try (CoreRows rows = CoreRows.open(ofOne)) {
            new ModelRefresh(rows.warehouse(), ROOT, CLOCK)
                    .run(
                            new ModelInputs(LocalDate.of(2026, 7, 1), FollowUpSettings.defaults(), List.of()),
                            (feed, table) -> true,
                            model -> {});
            rows.execute(pupils);
            rows.execute("INSERT INTO ops.data_test (run_number, run_at, test_name, bad_row_count)"
                    + " VALUES (1, now64(3) + 600, 'x', 0)");
            Map<String, Set<String>> columns = new HashMap<>();
            Model.all(ROOT).forEach(model -> columns.put(model.name(), model.columns()));
            List<Path> files;
            try (Stream<Path> found = Files.list(ROOT.resolve("metrics"))) {
                files = found.sorted().toList();
            }
            Mart mart = new Mart(rows.warehouse());
            mart.prepare(ROOT.resolve("publication"));
            Releases releases = new Releases(
                    rows.warehouse(),
                    mart,
                    new ReleaseInputs(
                            Catalogue.read(files, Path::toString, columns, new ArrayList<>()),
                            cubes,
                            columns,
                            profile,
                            new RecordKeys("the secret of a made-up municipality".getBytes(StandardCharsets.UTF_8)),
                            Map.of(),
                            (feed, table) -> true,
                            Map.of(),
                            Map.of(),
                            ROOT,
                            Files.createDirectories(ofOne.resolve("scratch")),
                            "test"),
                    CLOCK);
            long began = System.nanoTime();
            ReleaseOutcome outcome = releases.create(ReleasePeriod.of("2026-VT"), "Anna", false, step -> {});
            System.out.println("released in " + (System.nanoTime() - began) / 1_000_000_000 + " s");
            assertThat(outcome.findings()).as(outcome.release().audit()).isEmpty();
            measureErrors(rows, largest);
            return outcome.release();
        }
    }

    /** How far what is shown of pupils is from the truth: never further than the noise, and the same in every cube. */
    private static void measureErrors(CoreRows rows, int largest) {
        List<String> levels = List.of("district", "school_unit", "stage", "grade", "sex", "age_band", "programme");
        String cell = levels.stream()
                .map(level -> "ifNull(toString(" + level + "), '*')")
                .collect(Collectors.joining(", "));
        List<String> off =
                rows.texts("SELECT countIf(kinds > 1), count(), round(avg(error), 2), max(error) FROM (SELECT kinds,"
                        + " abs(toInt64(told) - toInt64(n)) AS error FROM (SELECT concat(" + cell + ") AS cell,"
                        + " any(shown) AS told, uniqExact(shown) AS kinds FROM mart.figure WHERE metric = 'pupils' AND shown != '..'"
                        + " GROUP BY cell) AS f INNER JOIN (SELECT concat(" + cell + ") AS cell, n FROM (SELECT "
                        + String.join(", ", levels) + ", count() AS n FROM model.int_pupil_period GROUP BY CUBE("
                        + String.join(", ", levels) + ") SETTINGS group_by_use_nulls = 1)) AS e ON e.cell = f.cell)");
        String[] told = off.get(0).split("\\|");
        System.out.println("pupils shown: " + told[1] + " cells, mean error " + told[2] + ", largest " + told[3]);
        assertThat(told[0]).as("cells with two numbers").isEqualTo("0");
        assertThat(Long.parseLong(told[3])).isLessThanOrEqualTo(largest);
        assertThat(Long.parseLong(told[1])).isPositive();
    }
}
