package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/** The queries of {@code warehouse/examples} on a town whose figures are known: each answers, and with the truth. */
final class ExampleQueries {
    private static final Path FOLDER = Path.of("warehouse/examples");
    private static final Pattern TABLE = Pattern.compile("\\bFROM ([a-z_]+\\.[a-z_]+)");
    private static final Pattern METRIC = Pattern.compile("'([a-z]+(?:-[a-z0-9]+)+)'");
    /** Examples round to one decimal. */
    private static final double ROUNDED = 0.0501;

    private final Statements statements;
    private final Map<String, TrueValue> truth = new HashMap<>();

    private ExampleQueries(Warehouse warehouse, List<TrueValue> values) {
        this.statements = new Statements(warehouse, code -> new IllegalStateException("ClickHouse error " + code));
        values.forEach(
                v -> truth.put(key(v.metric(), v.periodKind(), v.period(), v.dimension(), v.value(), v.across()), v));
    }

    /** @param metrics of the catalogue */
    static void hold(Warehouse warehouse, Set<String> metrics, List<TrueValue> truth) throws IOException {
        ExampleQueries examples = new ExampleQueries(warehouse, truth);
        Map<String, List<List<String>>> answers = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            // Those of releases are in a folder of their own, and are held in web/AnalysisTests.
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String sql = Files.readString(file);
                String name = String.valueOf(file.getFileName());
                assertThat(sql).as(name).startsWith("-- Fråga: ").contains("\n-- Frågas av: ", "\n-- Läs: ");
                assertThat(TABLE.matcher(sql).results().map(t -> t.group(1)))
                        .as(name)
                        .containsOnly("model.figure");
                assertThat(METRIC.matcher(sql).results().map(m -> m.group(1)))
                        .as(name)
                        .isNotEmpty()
                        .isSubsetOf(metrics);
                List<List<String>> rows = examples.statements.rows(sql.strip().replaceAll(";$", ""));
                assertThat(rows).as(name).isNotEmpty();
                answers.put(name, rows);
            }
        }
        assertThat(answers).hasSizeGreaterThanOrEqualTo(12);
        examples.bands(rows(answers, "01_absence_bands_by_stage.sql"));
        examples.coverage(rows(answers, "02_absence_beside_coverage.sql"));
        examples.reach(rows(answers, "04_support_reach_by_district.sql"));
        examples.effect(rows(answers, "06_effect_of_support.sql"));
        examples.agencies(rows(answers, "07_agencies_together.sql"));
    }

    private static List<List<String>> rows(Map<String, List<List<String>>> answers, String name) {
        return Objects.requireNonNull(answers.get(name), name);
    }

    private void bands(List<List<String>> rows) {
        Map<String, Double> sums = new HashMap<>();
        for (List<String> row : rows) {
            TrueValue now = value("absence-bands", "term", "2026-VT", "stage", row.get(0), row.get(1));
            TrueValue before = value("absence-bands", "term", "2025-VT", "stage", row.get(0), row.get(1));
            assertThat(row.subList(2, 4)).containsExactly("2026-VT", String.valueOf(now.numerator()));
            assertThat(row.subList(5, 7)).containsExactly("2025-VT", String.valueOf(before.numerator()));
            isNear(row.get(4), percent(now));
            isNear(row.get(7), percent(before));
            isNear(row.get(8), percent(now) - percent(before));
            sums.merge(row.get(0), Double.parseDouble(row.get(4)), Double::sum);
        }
        assertThat(sums).hasSize(4).allSatisfy((stage, sum) -> assertThat(sum).isCloseTo(100, within(0.5)));
    }

    private void coverage(List<List<String>> rows) {
        assertThat(rows).hasSize(count("absence-rate", "month", "2026-06", "school_unit"));
        for (List<String> row : rows) {
            isNear(
                    row.get(2),
                    percent(value("absence-invalid-rate", "month", "2026-06", "school_unit", row.get(0), "")));
            isNear(row.get(3), percent(value("absence-rate", "month", "2026-06", "school_unit", row.get(0), "")));
            isNear(row.get(4), percent(value("reporting-coverage", "month", "2026-06", "school_unit", row.get(0), "")));
        }
    }

    private void reach(List<List<String>> rows) {
        assertThat(rows).hasSize(count("support-reach", "term", "2026-VT", "district"));
        for (List<String> row : rows) {
            TrueValue value = value("support-reach", "term", "2026-VT", "district", known(row.get(0)), "");
            assertThat(row.subList(2, 4))
                    .containsExactly(String.valueOf(value.denominator()), String.valueOf(value.numerator()));
            isNear(row.get(4), percent(value));
        }
    }

    private void effect(List<List<String>> rows) {
        for (List<String> row : rows) {
            String metric = row.get(0).equals("avslut") ? "support-effect-end" : "support-effect-start";
            boolean isTotal = row.get(2).equals("(alla)");
            TrueValue value =
                    value(metric, "school_year", row.get(1), isTotal ? "" : "programme", isTotal ? "" : row.get(2), "");
            assertThat(row.get(3)).isEqualTo(String.valueOf(value.n()));
            isNear(row.get(4), value.mean());
            if (Double.isNaN(value.halfWidth())) {
                assertThat(row.subList(5, 7)).containsOnly("");
            } else {
                isNear(row.get(5), value.mean() - value.halfWidth());
                isNear(row.get(6), value.mean() + value.halfWidth());
            }
        }
    }

    private void agencies(List<List<String>> rows) {
        List<String> across = List.of("F", "F+S", "F+L", "F+S+L", "S", "S+L", "L", "-");
        for (List<String> row : rows) {
            long pupils = 0;
            for (int i = 0; i < across.size(); i++) {
                TrueValue value = truth.get(
                        key("agency-overlap", "school_year", "2025/26", "district", known(row.get(0)), across.get(i)));
                long wanted = value == null ? 0 : value.numerator();
                assertThat(row.get(2 + i)).as(row + across.get(i)).isEqualTo(String.valueOf(wanted));
                pupils += wanted;
            }
            assertThat(row.get(10)).isEqualTo(String.valueOf(pupils));
        }
    }

    private static String known(String shown) {
        return shown.equals("(okänd)") ? "" : shown;
    }

    private static void isNear(String shown, double wanted) {
        assertThat(Double.parseDouble(shown)).isCloseTo(wanted, within(ROUNDED));
    }

    private static double percent(TrueValue value) {
        return 100.0 * value.numerator() / value.denominator();
    }

    private TrueValue value(String... key) {
        return Objects.requireNonNull(truth.get(key(key)), key(key));
    }

    private int count(String metric, String kind, String period, String dimension) {
        String prefix = key(metric, kind, period, dimension) + "|";
        return (int) truth.keySet().stream().filter(k -> k.startsWith(prefix)).count();
    }

    private static String key(String... parts) {
        return String.join("|", parts);
    }
}
