package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** Every figure that the models and the catalogue give is the one that plain Java finds in the same records. */
class ReferenceTests {
    private static final Path ROOT = Path.of("warehouse");
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
    private static final double NEARLY = 1e-6;

    @TempDir
    private Path folder;

    @Test
    void everyFigureOfASmallTownIsTrueAndTheExamplesShowIt() throws IOException {
        compare(20_260_701, 400);
    }

    @Test
    @Tag("long")
    void everyFigureOfTwoMoreTownsIsTrue() throws IOException {
        compare(7, 1_500);
        compare(814, 3_000);
    }

    private void compare(long seed, int pupils) throws IOException {
        Path home = Files.createDirectories(folder.resolve("town-" + seed));
        try (Warehouse warehouse =
                Warehouse.open(WarehouseSettings.embedded(home.resolve("data"), ROOT.resolve("engine"))
                        .withLimits(2, 4L << 30, 4))) {
            Migrations.apply(warehouse, ROOT.resolve("migrations"));
            ReferencePopulation town = new ReferencePopulation(seed, pupils);
            ReferenceTruth truth = new ReferenceTruth(town.deliveries(), town.schoolUnits(), Limits.on(TODAY));
            ReferenceRows.put(warehouse, "town-" + seed, town, truth::add);
            Path units = Files.writeString(home.resolve("school-units.csv"), town.schoolUnits());
            Catalogue catalogue = FoundFigures.refresh(warehouse, units, TODAY, FollowUpSettings.defaults());
            Map<String, Metric.Kind> kinds = FoundFigures.kinds(catalogue);
            Map<String, String> wanted = new TreeMap<>();
            List<TrueValue> values = truth.finish(town.resources());
            for (TrueValue value : values) {
                Metric.Kind kind = Objects.requireNonNull(kinds.get(value.metric()), value.metric());
                String numbers = FoundFigures.numbers(kind, value);
                if (!numbers.isEmpty()) {
                    wanted.put(FoundFigures.key(value), numbers);
                }
            }
            Map<String, String> found = FoundFigures.in(warehouse, kinds);
            assertThat(differences(wanted, found))
                    .as("seed %d, %d pupils", seed, pupils)
                    .isEmpty();
            Set<String> shown = new HashSet<>();
            wanted.keySet().forEach(k -> shown.add(k.substring(0, k.indexOf('|'))));
            assertThat(shown)
                    .as("every metric has a figure")
                    .isEqualTo(catalogue.metrics().keySet());
            ExampleQueries.hold(warehouse, catalogue.metrics().keySet(), values);
            ComparisonTruth comparisons = new ComparisonTruth(values, catalogue.metrics());
            assertThat(comparisons.differences(warehouse))
                    .as("the same period last year, seed %d", seed)
                    .isEmpty();
            assertThat(comparisons.matrixDifferences(warehouse))
                    .as("the district matrix, seed %d", seed)
                    .isEmpty();
        }
    }

    /** The first few of each metric. */
    private static List<String> differences(Map<String, String> wanted, Map<String, String> found) {
        Map<String, List<String>> differences = new TreeMap<>();
        Set<String> keys = new java.util.TreeSet<>(wanted.keySet());
        keys.addAll(found.keySet());
        for (String key : keys) {
            String right = wanted.getOrDefault(key, "nothing");
            String is = found.getOrDefault(key, "nothing");
            if (!isSame(right, is)) {
                differences
                        .computeIfAbsent(key.substring(0, key.indexOf('|')), m -> new ArrayList<>())
                        .add(key + ": " + is + ", but it is " + right);
            }
        }
        return differences.entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .limit(4)
                        .map(d -> d + " (" + e.getValue().size() + ")"))
                .toList();
    }

    private static boolean isSame(String right, String is) {
        if (right.equals(is)) {
            return true;
        }
        String[] ours = right.split(" ");
        String[] theirs = is.split(" ");
        if (ours.length != 3 || theirs.length != 3 || !right.contains(".") && !right.contains("NaN")) {
            return false;
        }
        return ours[0].equals(theirs[0])
                && Math.abs(Double.parseDouble(ours[1]) - Double.parseDouble(theirs[1])) < NEARLY
                && (ours[2].equals(theirs[2])
                        || Math.abs(Double.parseDouble(ours[2]) - Double.parseDouble(theirs[2])) < NEARLY);
    }
}
