package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.tvarsyn.catalogue.FigureRefresh;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.warehouse.MigratedStorage;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/**
 * Each definition at its limits: what was worked out by hand is what the warehouse says, and what the truth says that whole
 * municipalities are held against. All cases lie in one warehouse, and none moves another's figures.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BorderCaseTests {
    private static final FollowUpSettings OTHERS =
            new FollowUpSettings(List.of(7, 25), 20, 3, 1, List.of(TinyTown.CSV, TinyTown.REST));

    private final List<BorderCase> cases = BorderCases.all();
    private final Map<Boolean, Map<String, String>> found = new HashMap<>();
    private final Map<Boolean, Map<String, String>> truth = new HashMap<>();
    private final Map<String, String> shown = new HashMap<>();

    @BeforeAll
    void refreshTwice(@TempDir Path home) throws IOException {
        Path units = Files.writeString(home.resolve("school-units.csv"), TinyTown.UNITS);
        MigratedStorage.into(home.resolve("data"));
        try (Warehouse warehouse =
                Warehouse.open(WarehouseSettings.embedded(home.resolve("data"), FoundFigures.ROOT.resolve("engine"))
                        .withLimits(2, 4L << 30, 4))) {
            Migrations.apply(warehouse, FoundFigures.ROOT.resolve("migrations"));
            List<DeliveryRow> first = List.of(delivery(TinyTown.LOADED, "loaded"), delivery(TinyTown.FAILED, "failed"));
            put(warehouse, "first", first, false);
            add(false, warehouse, units, first, FollowUpSettings.defaults());
            FoundFigures.statements(warehouse)
                    .each(
                            "SELECT concat(metric, '|', period_kind, '|', period, '|', dimension, '|', value, '|', across),"
                                    + " shown, year_before, change FROM " + FigureRefresh.VALUES,
                            row -> shown.put(
                                    row.getString(1),
                                    row.getObject(2) + " " + row.getObject(3) + " " + row.getObject(4)));
            List<DeliveryRow> late = List.of(delivery(BorderCase.LATE, "loaded"));
            put(warehouse, "late", late, true);
            add(
                    true,
                    warehouse,
                    units,
                    Stream.concat(first.stream(), late.stream()).toList(),
                    OTHERS);
        }
    }

    private static DeliveryRow delivery(UUID id, String status) {
        Instant at = Instant.parse("2026-06-20T10:00:00Z");
        return new DeliveryRow(id, TinyTown.REST, status, 10, 4, 3, 2, 1, 1, 2, at, at, at);
    }

    private void put(Warehouse warehouse, String name, List<DeliveryRow> deliveries, boolean isLate) {
        try (ReferenceRows rows = new ReferenceRows(warehouse, name)) {
            for (BorderCase one : cases) {
                (isLate ? one.lateRows : one.rows).values().forEach(ofPerson -> ofPerson.forEach(rows::add));
            }
            rows.finish(deliveries);
        }
    }

    private void add(
            boolean isAfterwards,
            Warehouse warehouse,
            Path units,
            List<DeliveryRow> deliveries,
            FollowUpSettings settings)
            throws IOException {
        Map<String, Metric.Kind> kinds =
                FoundFigures.kinds(FoundFigures.refresh(warehouse, units, TinyTown.TODAY, settings));
        found.put(isAfterwards, FoundFigures.in(warehouse, kinds));
        Limits limits = new Limits(
                settings.bands(),
                settings.threshold(),
                settings.scatteredOccasions(),
                settings.scatteredMonths(),
                settings.feedOrder(),
                TinyTown.TODAY);
        ReferenceTruth made = new ReferenceTruth(deliveries, TinyTown.UNITS, limits);
        for (BorderCase one : cases) {
            one.rows.forEach((pupil, rows) -> {
                List<OfPerson> all = new ArrayList<>(rows);
                all.addAll(isAfterwards ? one.lateRows.getOrDefault(pupil, List.of()) : List.of());
                made.add(all);
            });
        }
        truth.put(
                isAfterwards,
                made.finish(List.of()).stream()
                        .collect(Collectors.toMap(
                                FoundFigures::key,
                                value -> FoundFigures.numbers(
                                        java.util.Objects.requireNonNull(kinds.get(value.metric())), value))));
    }

    Stream<BorderCase.Expected> expected() {
        return cases.stream().flatMap(one -> one.expected.stream());
    }

    @ParameterizedTest
    @MethodSource("expected")
    void aFigureAtALimitIsWhatItsDefinitionSays(BorderCase.Expected expected) {
        String key = key(expected);
        String numbers = expected.numbers().equals("-") ? "" : expected.numbers();
        assertThat(found.getOrDefault(expected.isAfterwards(), Map.of()).getOrDefault(key, ""))
                .as("the warehouse: %s", expected)
                .isEqualTo(numbers);
        assertThat(truth.getOrDefault(expected.isAfterwards(), Map.of()).getOrDefault(key, ""))
                .as("the truth: %s", expected)
                .isEqualTo(numbers);
    }

    Stream<BorderCase.Expected> shown() {
        return cases.stream().flatMap(one -> one.shown.stream());
    }

    @ParameterizedTest
    @MethodSource("shown")
    void aFigureIsShownBesideThatOfTheYearBefore(BorderCase.Expected expected) {
        assertThat(shown.getOrDefault(key(expected), "-")).isEqualTo(expected.numbers());
    }

    private static String key(BorderCase.Expected expected) {
        return String.join(
                "|",
                expected.metric(),
                kind(expected.period()),
                expected.period(),
                expected.dimension(),
                expected.value(),
                expected.across());
    }

    private static String kind(String period) {
        if (period.contains("/")) {
            return Period.SCHOOL_YEAR;
        }
        return period.contains("Q") ? Period.QUARTER : period.endsWith("T") ? Period.TERM : Period.MONTH;
    }
}
