package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** That the truth of 400 pupils knows every metric of the catalogue, in every period and cut that it is shown by. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceTruthTests {
    private static final Path CATALOGUE = Path.of("warehouse/metrics");

    private final Map<String, Map<String, Object>> catalogue = new TreeMap<>();
    private List<TrueValue> values = List.of();

    @BeforeAll
    void compute() throws IOException {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        try (Stream<Path> files = Files.list(CATALOGUE)) {
            for (Path file : files.toList()) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    Map<String, Object> metric = yaml.load(reader);
                    catalogue.put(String.valueOf(metric.get("id")), metric);
                }
            }
        }
        ReferencePopulation town = new ReferencePopulation(1, 400);
        ReferenceTruth truth =
                new ReferenceTruth(town.deliveries(), town.schoolUnits(), Limits.on(LocalDate.of(2026, 6, 30)));
        town.persons(truth::add);
        values = truth.finish(town.resources());
    }

    private static List<String> texts(Map<String, Object> metric, String key) {
        return metric.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Test
    void itsMetricsAreTheFilesOfTheCatalogue() {
        assertThat(values.stream().map(TrueValue::metric).collect(Collectors.toSet()))
                .isEqualTo(catalogue.keySet());
    }

    @Test
    void itsPeriodsAndCutsAreThoseOfTheCatalogue() {
        catalogue.forEach((id, metric) -> {
            Set<String> expected = new TreeSet<>();
            for (String period : texts(metric, "periods")) {
                expected.add(period + " ");
                texts(metric, "by").forEach(dimension -> expected.add(period + " " + dimension));
            }
            assertThat(of(id).map(v -> v.periodKind() + " " + v.dimension()).collect(Collectors.toSet()))
                    .as(id)
                    .isEqualTo(expected);
            assertThat(of(id).map(v -> v.across().isEmpty()).collect(Collectors.toSet()))
                    .as(id)
                    .containsExactly(metric.get("across") == null);
        });
    }

    private Stream<TrueValue> of(String metric) {
        return values.stream().filter(value -> value.metric().equals(metric));
    }

    @Test
    void everyMetricHasValuesThatAreNoZero() {
        catalogue.keySet().forEach(id -> assertThat(
                        of(id).filter(v -> v.dimension().isEmpty()))
                .as(id)
                .anyMatch(v -> v.numerator() > 0 || v.median() > 0 || v.mean() != 0));
    }

    @Test
    void noCellIsThereTwice() {
        Set<String> keys = new HashSet<>();
        values.forEach(v -> assertThat(keys.add(
                        String.join("|", v.metric(), v.periodKind(), v.period(), v.dimension(), v.value(), v.across())))
                .isTrue());
    }

    @Test
    void theBandsOfACutAddUpToItsPupils() {
        Map<String, Long> above = of("absence-bands")
                .collect(Collectors.groupingBy(
                        v -> v.period() + v.dimension() + v.value(), Collectors.summingLong(TrueValue::numerator)));
        Map<String, Long> pupils = of("pupils")
                .collect(Collectors.toMap(v -> v.period() + v.dimension() + v.value(), TrueValue::numerator));
        assertThat(above).isEqualTo(pupils);
    }

    @Test
    void minutesOfUnitsAddUpToTheTotalWhereEveryUnitIsMapped() {
        Map<String, Long> byDistrict = of("absence-rate")
                .filter(v -> v.dimension().equals("district"))
                .collect(Collectors.groupingBy(TrueValue::period, Collectors.summingLong(TrueValue::denominator)));
        Map<String, Long> total = of("absence-rate")
                .filter(v -> v.dimension().isEmpty())
                .collect(Collectors.toMap(TrueValue::period, TrueValue::denominator));
        assertThat(byDistrict).isEqualTo(total);
    }
}
