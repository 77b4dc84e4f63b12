package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.FigureRefresh;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.models.Model;
import se.tvarsyn.models.ModelInputs;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.models.SchoolUnits;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/** What the models and the catalogue as shipped make of a warehouse, in words that a {@link TrueValue} has too. */
final class FoundFigures {
    static final Path ROOT = Path.of("warehouse");

    private FoundFigures() {}

    /** Makes models and figures. */
    static Catalogue refresh(Warehouse warehouse, Path units, LocalDate today, FollowUpSettings limits)
            throws IOException {
        List<Problem> problems = new ArrayList<>();
        ModelInputs inputs = new ModelInputs(today, limits, SchoolUnits.read(units, "school-units.csv", problems));
        new ModelRefresh(warehouse, ROOT, Clock.systemUTC()).run(inputs, (feed, table) -> true, model -> {});
        Map<String, Set<String>> columns = new HashMap<>();
        Model.all(ROOT).forEach(model -> columns.put(model.name(), model.columns()));
        Catalogue catalogue = Catalogue.read(files(), Path::toString, columns, problems);
        assertThat(problems).isEmpty();
        new FigureRefresh(warehouse).run(catalogue, model -> {});
        return catalogue;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("metrics"))) {
            return files.sorted().toList();
        }
    }

    static Map<String, Metric.Kind> kinds(Catalogue catalogue) {
        return catalogue.metrics().values().stream().collect(Collectors.toMap(Metric::id, Metric::kind));
    }

    /** Metric, kind of period, period, dimension, value and across, with | between. */
    static String key(TrueValue value) {
        return String.join(
                "|",
                value.metric(),
                value.periodKind(),
                value.period(),
                value.dimension(),
                value.value(),
                value.across());
    }

    /** 1/2, a count or sum, "n median p90", or "n mean half-width"; empty where there is no row of it. */
    static String numbers(Metric.Kind kind, TrueValue value) {
        return switch (kind) {
            case RATE, SHARE ->
                value.numerator() == 0 && !value.across().isEmpty()
                        ? ""
                        : value.numerator() + "/" + value.denominator();
            case COUNT, PERSONS, SUM -> Long.toString(value.numerator());
            case DAYS -> value.n() + " " + value.median() + " " + value.p90();
            case DIFFERENCE -> value.n() + " " + value.mean() + " " + value.halfWidth();
        };
    }

    static Statements statements(Warehouse warehouse) {
        return new Statements(warehouse, code -> new IllegalStateException("ClickHouse error " + code));
    }

    /** The rows of {@code model.figure}, by {@link #key}. */
    static Map<String, String> in(Warehouse warehouse, Map<String, Metric.Kind> kinds) {
        Map<String, String> found = new TreeMap<>();
        statements(warehouse).each("SELECT * FROM " + FigureRefresh.TABLE, row -> {
            Metric.Kind kind = Objects.requireNonNull(kinds.get(row.getString("metric")));
            BigDecimal numerator = row.getBigDecimal("numerator");
            boolean isInHundredths = row.getString("metric").equals("resource-posts")
                    || row.getString("metric").equals("resource-posts-per-pupil");
            long whole = numerator.movePointRight(isInHundredths ? 2 : 0).longValueExact();
            long denominator = row.getBigDecimal("denominator").longValueExact();
            boolean isEmptyAcross = whole == 0
                    && (kind == Metric.Kind.RATE || kind == Metric.Kind.SHARE)
                    && !row.getString("across").isEmpty();
            if (isEmptyAcross) {
                return;
            }
            found.put(
                    String.join(
                            "|",
                            row.getString("metric"),
                            row.getString("period_kind"),
                            row.getString("period"),
                            row.getString("dimension"),
                            row.getString("value"),
                            row.getString("across")),
                    switch (kind) {
                        case RATE, SHARE -> whole + "/" + denominator;
                        case COUNT, PERSONS, SUM -> Long.toString(whole);
                        case DAYS -> row.getLong("n") + " " + row.getLong("median") + " " + row.getLong("p90");
                        case DIFFERENCE ->
                            row.getLong("n") + " " + row.getDouble("mean") + " " + row.getDouble("half_width");
                    });
        });
        return found;
    }
}
