package se.tvarsyn.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.catalogue.FigureRefresh;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.warehouse.Warehouse;

/** What is shown of each true figure, beside the year before, and districts side by side (docs/figures.md). */
final class ComparisonTruth {
    private static final double NEARLY = 1e-9;

    private final Map<String, Metric> metrics;
    private final Map<Key, @Nullable Double> shown = new HashMap<>();

    private record Key(String metric, String kind, String period, String dimension, String value, String across) {
        Key in(String otherPeriod) {
            return new Key(metric, kind, otherPeriod, dimension, value, across);
        }

        Key across(String other) {
            return new Key(metric, kind, period, dimension, value, other);
        }

        Key at(String otherDimension, String otherValue) {
            return new Key(metric, kind, period, otherDimension, otherValue, across);
        }
    }

    ComparisonTruth(List<TrueValue> values, Map<String, Metric> metrics) {
        this.metrics = metrics;
        Map<String, Set<String>> acrosses = new HashMap<>();
        for (TrueValue value : values) {
            Metric metric = Objects.requireNonNull(metrics.get(value.metric()));
            boolean isCounted = isCounted(metric);
            if (isCounted && value.numerator() > 0) {
                acrosses.computeIfAbsent(metric.id(), m -> new TreeSet<>()).add(value.across());
            }
            if (!isCounted || value.numerator() > 0) {
                shown.put(
                        new Key(
                                value.metric(),
                                value.periodKind(),
                                value.period(),
                                value.dimension(),
                                value.value(),
                                value.across()),
                        number(metric, value));
            }
        }
        // Whoever is in none of the values that there are: a zero that is known.
        for (Key key : List.copyOf(shown.keySet())) {
            acrosses.getOrDefault(key.metric(), Set.of()).forEach(across -> shown.putIfAbsent(key.across(across), 0.0));
        }
    }

    private static boolean isCounted(Metric metric) {
        return metric.across() != null
                && Set.of(Metric.Kind.RATE, Metric.Kind.SHARE, Metric.Kind.COUNT, Metric.Kind.PERSONS)
                        .contains(metric.kind());
    }

    private static double number(Metric metric, TrueValue value) {
        double numerator = value.metric().startsWith("resource-posts") ? value.numerator() / 100.0 : value.numerator();
        return switch (metric.kind()) {
            case RATE, SHARE -> (metric.unit().equals("percent") ? 100.0 : 1.0) * numerator / value.denominator();
            case COUNT, PERSONS, SUM -> numerator;
            case DAYS -> value.median();
            case DIFFERENCE -> value.mean();
        };
    }

    /** 2026-03 → 2025-03, 2026-VT → 2025-VT, 2025/26 → 2024/25; null of now. */
    static @Nullable String yearBefore(String kind, String period) {
        if (kind.equals("now")) {
            return null;
        }
        int year = Integer.parseInt(period.substring(0, 4)) - 1;
        return kind.equals(Period.SCHOOL_YEAR)
                ? String.format(Locale.ROOT, "%d/%02d", year, (year + 1) % 100)
                : year + period.substring(4);
    }

    /** The first few rows of {@code model.figure_value} that are others than these. */
    List<String> differences(Warehouse warehouse) {
        Map<String, List<@Nullable Double>> right = new TreeMap<>();
        shown.forEach((key, now) -> {
            Double before = before(key);
            right.put(key.toString(), numbers(now, before, now == null || before == null ? null : now - before));
        });
        Map<String, List<@Nullable Double>> found = new TreeMap<>();
        FoundFigures.statements(warehouse)
                .each(
                        "SELECT metric, period_kind, period, dimension, value, across, shown, year_before, change FROM "
                                + FigureRefresh.VALUES,
                        row -> found.put(
                                new Key(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4),
                                                row.getString(5),
                                                row.getString(6))
                                        .toString(),
                                numbers((Double) row.getObject(7), (Double) row.getObject(8), (Double)
                                        row.getObject(9))));
        return differences(right, found);
    }

    private @Nullable Double before(Key key) {
        String period = yearBefore(key.kind(), key.period());
        return period == null ? null : shown.get(key.in(period));
    }

    /** The same of {@code model.district_matrix}. */
    List<String> matrixDifferences(Warehouse warehouse) {
        Map<String, Set<String>> districts = new HashMap<>();
        Map<String, Set<Key>> cells = new HashMap<>();
        for (Key key : shown.keySet()) {
            if (key.dimension().equals("district")) {
                String period = key.kind() + key.period();
                districts.computeIfAbsent(period, p -> new TreeSet<>()).add(key.value());
                cells.computeIfAbsent(period, p -> new java.util.HashSet<>()).add(key.at("", ""));
            }
        }
        Map<String, List<@Nullable Double>> right = new TreeMap<>();
        cells.forEach((period, keys) -> keys.forEach(key -> {
            for (String district : districts.getOrDefault(period, Set.of())) {
                Key own = key.at("district", district);
                right.put(
                        own.toString(),
                        numbers(shown.get(own), shown.get(own) == null ? null : before(own), shown.get(key)));
            }
        }));
        Map<String, List<@Nullable Double>> found = new TreeMap<>();
        FoundFigures.statements(warehouse)
                .each(
                        "SELECT metric, period_kind, period, district, across, shown, year_before, municipality FROM "
                                + FigureRefresh.MATRIX,
                        row -> found.put(
                                new Key(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3),
                                                "district",
                                                row.getString(4),
                                                row.getString(5))
                                        .toString(),
                                numbers((Double) row.getObject(6), (Double) row.getObject(7), (Double)
                                        row.getObject(8))));
        return differences(right, found);
    }

    private static List<@Nullable Double> numbers(@Nullable Double... numbers) {
        List<@Nullable Double> list = new ArrayList<>();
        for (Double number : numbers) {
            list.add(number);
        }
        return list;
    }

    private static List<String> differences(
            Map<String, List<@Nullable Double>> right, Map<String, List<@Nullable Double>> found) {
        Set<String> keys = new TreeSet<>(right.keySet());
        keys.addAll(found.keySet());
        return keys.stream()
                .filter(key -> !isSame(right.get(key), found.get(key)))
                .map(key -> key + ": " + found.get(key) + ", but it is " + right.get(key))
                .limit(20)
                .toList();
    }

    private static boolean isSame(@Nullable List<@Nullable Double> a, @Nullable List<@Nullable Double> b) {
        if (a == null || b == null) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            Double one = a.get(i);
            Double other = b.get(i);
            if ((one == null) != (other == null)
                    || one != null && other != null && Math.abs(one - other) > NEARLY * Math.max(1, Math.abs(one))) {
                return false;
            }
        }
        return true;
    }
}
