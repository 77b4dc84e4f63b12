package se.tvarsyn.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/**
 * From metrics to the statement that makes their figures. Metrics of one model that are cut alike share a scan of it.
 *
 * <p>Expressions come from files that {@link Expression} has been held against.
 */
final class FigureSql {
    /** Columns of {@code model.figure} that a figure is told apart by, then its numbers. */
    static final String COLUMNS =
            "metric, period_kind, period, dimension, value, across, numerator, denominator, n, median, p90, mean, half_width";

    private FigureSql() {}

    /**
     * @param table the model's table
     * @param metrics of one model, with the same {@code across}, all of which may be cut by the dimension
     * @param dimension a column; empty = the total
     */
    static String select(String table, List<Metric> metrics, String dimension) {
        String across = metrics.get(0).across();
        String tuples = metrics.stream().map(FigureSql::numbers).collect(Collectors.joining(",\n"));
        String value = dimension.isEmpty() ? "''" : text(dimension);
        // Cut across, the denominator is that of all values together.
        String denominator =
                across == null ? "m.3" : "sum(m.3) OVER (PARTITION BY m.1, period_kind, period, cut_value)";
        return "SELECT metric, period_kind, period, '" + dimension
                + "', cut_value, cut_across, numerator, whole, n, median,"
                + " p90, mean, half_width FROM (SELECT m.1 AS metric, period_kind, period, cut_value, cut_across,"
                + " m.2 AS numerator, " + denominator + " AS whole, m.4 AS n, m.5 AS median, m.6 AS p90, m.7 AS mean,"
                + " m.8 AS half_width, m.9 AS kept FROM (SELECT period_kind, period, " + value + " AS cut_value, "
                + (across == null ? "''" : text(across)) + " AS cut_across, [\n" + tuples + "\n] AS found FROM " + table
                + " GROUP BY period_kind, period, cut_value, cut_across) ARRAY JOIN found AS m"
                + " WHERE has(splitByChar(' ', m.10), period_kind)"
                // A unit that is not mapped may be any: it is left out of cuts by unit (MODEL.md, Units).
                + (dimension.equals("school_unit") ? " AND cut_value != ''" : "")
                + ") WHERE kept AND (whole > 0 OR n > 0)"
                // Rows that are in none of the values have made the whole only.
                + (across == null ? "" : " AND (cut_across != '' OR numerator > 0 OR n > 0)");
    }

    private static String text(String column) {
        return "ifNull(toString(" + column + "), '')";
    }

    /** (metric, numerator, denominator, n, median, p90, mean, half-width, whether there is such a figure, periods) */
    private static String numbers(Metric metric) {
        String where = metric.where() == null ? "true" : "(" + metric.where() + ")";
        String of = "(" + metric.of() + ")";
        String among = "(" + metric.among() + ")";
        String days = "arraySort(groupArrayIf(toInt64(" + metric.of() + "), " + where + "))";
        String change = "avgOrNullIf(" + metric.of() + " - " + metric.among() + ", " + where + ")";
        String none = "toFloat64(0)";
        return switch (metric.kind()) {
            case RATE ->
                tuple(metric, sumIf(of, where), sumIf(among, where), "toUInt64(0)", "0", "0", none, none, "true");
            case SHARE ->
                tuple(
                        metric,
                        decimal("countIf(" + of + " AND " + among + " AND " + where + ")"),
                        decimal("countIf(" + among + " AND " + where + ")"),
                        "toUInt64(0)",
                        "0",
                        "0",
                        none,
                        none,
                        "true");
            case COUNT -> counted(metric, "countIf(" + of + " AND " + where + ")");
            case PERSONS -> counted(metric, "uniqExactIf(person_pseudonym, " + of + " AND " + where + ")");
            case SUM ->
                tuple(
                        metric,
                        sumIf(of, where),
                        "toDecimal128(0, 2)",
                        "countIf(isNotNull(" + metric.of() + ") AND " + where + ")",
                        "0",
                        "0",
                        none,
                        none,
                        "true");
            case DAYS ->
                tuple(
                        metric,
                        "toDecimal128(0, 2)",
                        "toDecimal128(0, 2)",
                        "countIf(" + where + ")",
                        nearestRank(days, "0.5"),
                        nearestRank(days, "0.9"),
                        none,
                        none,
                        "true");
            case DIFFERENCE ->
                tuple(
                        metric,
                        "toDecimal128(0, 2)",
                        "toDecimal128(0, 2)",
                        "countIf(" + where + ")",
                        "0",
                        "0",
                        "ifNull(" + change + ", 0)",
                        "1.96 * stddevSampIf(" + metric.of() + " - " + metric.among() + ", " + where
                                + ") / sqrt(countIf(" + where + "))",
                        "true");
        };
    }

    private static String counted(Metric metric, String count) {
        return tuple(
                metric,
                decimal(count),
                "toDecimal128(0, 2)",
                "toUInt64(" + count + ")",
                "0",
                "0",
                "toFloat64(0)",
                "toFloat64(0)",
                "true");
    }

    private static String sumIf(String column, String where) {
        return decimal("ifNull(sumIf(" + column + ", " + where + "), 0)");
    }

    private static String decimal(String number) {
        return "toDecimal128(" + number + ", 2)";
    }

    private static String nearestRank(String days, String part) {
        return "ifNull(" + days + "[toUInt64(ceil(length(" + days + ") * " + part + "))], 0)";
    }

    private static String tuple(Metric metric, String... numbers) {
        return "('" + metric.id() + "', " + numbers[0] + ", " + numbers[1] + ", toUInt64(" + numbers[2] + "), toInt64("
                + numbers[3] + "), toInt64(" + numbers[4] + "), toFloat64(" + numbers[5] + "), toFloat64(" + numbers[6]
                + "), "
                + numbers[7] + ", '" + String.join(" ", metric.periods()) + "')";
    }
}
