package se.tvarsyn.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.models.RefreshRefused;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/**
 * Makes {@code model.figure}: every figure of the catalogue, as a total and by each of its dimensions; then
 * {@code model.figure_value}, what is shown of it beside the year before; and the view {@code model.district_matrix}.
 */
public final class FigureRefresh {
    /** Exact figures, for stewards; what others see is a release. */
    public static final String TABLE = ModelRefresh.DATABASE + ".figure";

    /** The number of each figure that a page or release shows, exact too. */
    public static final String VALUES = ModelRefresh.DATABASE + ".figure_value";

    /** Districts side by side, a view of {@link #VALUES}. */
    public static final String MATRIX = ModelRefresh.DATABASE + ".district_matrix";

    private static final String BUILD = "__build";
    private static final String FIGURES =
            "En rad per uppgift: mått, period, nivå och värde; exakt, bara för dataförvaltare";
    private static final String MADE = "; gjord ";
    private static final String FIGURE_VALUES =
            "En rad per uppgift och värde i across: det som visas, bredvid året före; exakt, bara för dataförvaltare";
    private static final String COLUMNS = """
            metric LowCardinality(String) COMMENT 'Måttets id i warehouse/metrics',
            period_kind LowCardinality(String) COMMENT 'month, quarter, term, school_year, year eller now',
            period LowCardinality(String) COMMENT 'Perioden',
            dimension LowCardinality(String) COMMENT 'Nivån som uppgiften är uppdelad på; tom = totalt',
            value String COMMENT 'Nivåns värde; tom = okänt',
            across String COMMENT 'Värde som täljaren är uppdelad på; tom där den inte är det',
            numerator Decimal(38, 2) COMMENT 'Summa, rader eller personer; 0 för dagar och skillnader',
            denominator Decimal(38, 2) COMMENT 'Det som en kvot eller andel ställs mot; annars 0',
            n UInt64 COMMENT 'Värden bakom median, skillnad eller summa; personer bakom ett antal',
            median Int64 COMMENT 'Median av dagar, närmaste rang; annars 0',
            p90 Int64 COMMENT 'Nionde decilen av dagar, närmaste rang; annars 0',
            mean Float64 COMMENT 'Skillnad i procentenheter; annars 0',
            half_width Float64 COMMENT '1,96 medelfel för medelvärdet; NaN vid färre än två'
            """;

    private final Statements statements;

    public FigureRefresh(Warehouse warehouse) {
        this.statements = new Statements(
                warehouse,
                code -> new RefreshRefused(
                        TABLE + ": the statement failed" + (code == 0 ? "" : " (ClickHouse error " + code + ")")
                                + "; see that the models are made, and that metrics only use their columns"));
    }

    /**
     * @param progress told which model's figures are being made
     * @throws RefreshRefused where a statement fails; the figures stay as they were
     */
    public void run(Catalogue catalogue, Consumer<String> progress) {
        run(catalogue, null, progress);
    }

    /**
     * The same after a refresh of the models that kept some periods: their figures are taken from the table that stands, where
     * it was made of the refresh before by the same catalogue.
     *
     * @param models what that refresh did; null = make every figure
     */
    public void run(Catalogue catalogue, ModelRefresh.@Nullable Done models, Consumer<String> progress) {
        Map<String, Map<String, Map<String, List<Metric>>>> grouped = group(catalogue);
        ModelRefresh.Kept kept = models == null ? null : models.kept();
        if (kept != null && !made(grouped, kept.before()).equals(madeOf())) {
            kept = null;
        }
        build(TABLE, COLUMNS, FIGURES + (models == null ? "" : MADE + made(grouped, models.at())));
        for (Map.Entry<String, Map<String, Map<String, List<Metric>>>> rows : grouped.entrySet()) {
            progress.accept(rows.getKey());
            String model = ModelRefresh.DATABASE + "." + rows.getKey();
            String since = kept != null && kept.models().contains(rows.getKey())
                    ? "last_month_on >= toDate('" + kept.from() + "')"
                    : null;
            String from = since == null ? model : "(SELECT * FROM " + model + " WHERE " + since + ")";
            rows.getValue().forEach((dimension, groups) -> groups.values()
                    .forEach(metrics -> statements.execute("INSERT INTO " + TABLE + BUILD + " (" + FigureSql.COLUMNS
                            + ")" + FigureSql.select(from, metrics, dimension))));
            if (since != null) {
                statements.execute("INSERT INTO " + TABLE + BUILD + " SELECT * FROM " + TABLE + " WHERE metric IN ("
                        + ids(rows.getValue()) + ") AND (period_kind, period) NOT IN (SELECT period_kind, period FROM "
                        + ModelRefresh.DATABASE + ".int_period WHERE " + since + ")");
            }
        }
        progress.accept("the year before");
        build(VALUES, FigureValueSql.COLUMNS, FIGURE_VALUES);
        if (!catalogue.metrics().isEmpty()) {
            statements.execute("INSERT INTO " + VALUES + BUILD + " " + FigureValueSql.select(TABLE + BUILD, catalogue));
        }
        swapIn(TABLE);
        swapIn(VALUES);
        statements.execute("CREATE OR REPLACE VIEW " + MATRIX + " AS " + FigureValueSql.matrix(VALUES));
        statements.execute("ALTER TABLE " + MATRIX + " " + FigureValueSql.MATRIX_COMMENTS);
    }

    private static String ids(Map<String, Map<String, List<Metric>>> cuts) {
        return cuts.getOrDefault("", Map.of()).values().stream()
                .flatMap(List::stream)
                .map(metric -> "'" + metric.id() + "'")
                .collect(Collectors.joining(", "));
    }

    /** By what, and of which refresh of the models, figures are made. */
    private static String made(Map<String, Map<String, Map<String, List<Metric>>>> grouped, String refresh) {
        StringBuilder all = new StringBuilder(refresh);
        grouped.forEach((table, cuts) -> cuts.forEach((dimension, groups) ->
                groups.values().forEach(metrics -> all.append(FigureSql.select(table, metrics, dimension)))));
        return ModelRefresh.fingerprint(all.toString());
    }

    private String madeOf() {
        String comment = String.join(
                "",
                statements.texts(
                        "SELECT comment FROM system.tables WHERE concat(database, '.', name) = '" + TABLE + "'"));
        return comment.startsWith(FIGURES + MADE) ? comment.substring((FIGURES + MADE).length()) : "";
    }

    /** The statement that makes the table: columns, order, and a comment on each, for the data dictionary too. */
    public static String definition() {
        return definition(TABLE, COLUMNS, FIGURES);
    }

    /** The same of {@link #VALUES}. */
    public static String valuesDefinition() {
        return definition(VALUES, FigureValueSql.COLUMNS, FIGURE_VALUES);
    }

    private static String definition(String table, String columns, String comment) {
        return "CREATE TABLE " + table + " (" + columns
                + ") ENGINE = MergeTree ORDER BY (metric, period_kind, period, dimension, value, across) COMMENT '"
                + comment + "'";
    }

    private void build(String table, String columns, String comment) {
        statements.execute("DROP TABLE IF EXISTS " + table + BUILD + " SYNC");
        statements.execute(definition(table + BUILD, columns, comment));
    }

    private void swapIn(String table) {
        boolean isThere = statements.number(
                        "SELECT count() FROM system.tables WHERE concat(database, '.', name) = '" + table + "'")
                > 0;
        statements.execute(
                isThere
                        ? "EXCHANGE TABLES " + table + BUILD + " AND " + table
                        : "RENAME TABLE " + table + BUILD + " TO " + table);
        statements.execute("DROP TABLE IF EXISTS " + table + BUILD + " SYNC");
    }

    /** By model, dimension and the column across. */
    private static Map<String, Map<String, Map<String, List<Metric>>>> group(Catalogue catalogue) {
        Map<String, Map<String, Map<String, List<Metric>>>> grouped = new LinkedHashMap<>();
        for (Metric metric : catalogue.metrics().values()) {
            List<String> dimensions = new ArrayList<>(metric.by());
            dimensions.add(0, "");
            for (String dimension : dimensions) {
                grouped.computeIfAbsent(metric.rows(), r -> new LinkedHashMap<>())
                        .computeIfAbsent(dimension, d -> new LinkedHashMap<>())
                        .computeIfAbsent(metric.across() == null ? "" : metric.across(), a -> new ArrayList<>())
                        .add(metric);
            }
        }
        return grouped;
    }
}
