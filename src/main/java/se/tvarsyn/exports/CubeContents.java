package se.tvarsyn.exports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The figures of one cube, each at its place: what JSON-stat and a sheet need before their first line. */
final class CubeContents {
    /** More decimals than these are the noise of a division. */
    private static final int MOST_DECIMALS = 3;

    /** @param categories one on each axis */
    record Place(List<Category> categories) {
        Place {
            categories = List.copyOf(categories);
        }
    }

    /** @param spread ninth decile or half width, protected; "" where the metric has none */
    record Cell(State state, @Nullable BigDecimal number, String spread) {}

    private final ReleaseSheet sheet;
    private final CubeText text;
    private final List<CubeAxis> axes;
    private final Map<Place, Map<Column, Cell>> cells = new HashMap<>();
    private final Map<Column, Integer> decimals = new HashMap<>();
    private final Set<Column> withSpread = new HashSet<>();
    private int count;

    CubeContents(CubeText text, ReleaseSheet sheet) {
        this.text = text;
        this.sheet = sheet;
        this.axes =
                text.axes().stream().map(levels -> new CubeAxis(levels, sheet)).toList();
    }

    void take(ExportedFigure figure) {
        Place place =
                new Place(axes.stream().map(axis -> axis.take(figure.place())).toList());
        Column column = new Column(sheet.metric(figure.metric()), figure.across());
        Cell cell = new Cell(figure.state(), figure.number(), figure.p90OrHalfWidth());
        if (cells.computeIfAbsent(place, p -> new HashMap<>()).put(column, cell) != null) {
            throw new UnfitRelease(
                    "Cube " + text.id() + " has two figures of " + figure.metric() + " for one place: give each once");
        }
        count++;
        decimals.merge(column, decimals(column.metric(), figure.number()), Math::max);
        if (!figure.p90OrHalfWidth().isEmpty()) {
            withSpread.add(column);
        }
        if (PlainText.isNumber(figure.p90OrHalfWidth())) {
            decimals.merge(column, decimals(column.metric(), new BigDecimal(figure.p90OrHalfWidth())), Math::max);
        }
    }

    private static int decimals(MetricText metric, @Nullable BigDecimal number) {
        int least = metric.unit().startsWith("percent") ? 1 : 0;
        int scale = number == null ? 0 : number.stripTrailingZeros().scale();
        return Math.max(least, Math.min(MOST_DECIMALS, scale));
    }

    CubeText text() {
        return text;
    }

    List<CubeAxis> axes() {
        return axes;
    }

    /** How many figures it has. */
    int count() {
        return count;
    }

    /** Decimals that show the column's numbers as they were given, three at most. */
    int decimals(Column column) {
        return decimals.getOrDefault(column, 0);
    }

    /** Whether a ninth decile or half width stands beside any figure of the column. */
    boolean hasSpread(Column column) {
        return withSpread.contains(column);
    }

    /** In the order of the sheet's metrics, then of the labels of across. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (MetricText metric : sheet.metrics().values()) {
            Comparator<String> order = CodeOrder.by(sheet.acrossLabels(metric.id()));
            decimals.keySet().stream()
                    .filter(column -> column.metric().equals(metric))
                    .sorted(Comparator.comparing(Column::across, order))
                    .forEach(columns::add);
        }
        return columns;
    }

    /** The places that have a figure, the first axis varying slowest. */
    List<Place> places() {
        List<Map<Category, Integer>> order =
                axes.stream().map(axis -> indexes(axis.inOrder())).toList();
        Comparator<Place> byAxes = (one, other) -> {
            for (int i = 0; i < order.size(); i++) {
                int by = order.get(i).getOrDefault(one.categories().get(i), 0)
                        - order.get(i).getOrDefault(other.categories().get(i), 0);
                if (by != 0) {
                    return by;
                }
            }
            return 0;
        };
        return cells.keySet().stream().sorted(byAxes).toList();
    }

    static Map<Category, Integer> indexes(List<Category> categories) {
        Map<Category, Integer> indexes = new HashMap<>();
        categories.forEach(category -> indexes.put(category, indexes.size()));
        return indexes;
    }

    /** Null where the place has no figure of the column. */
    @Nullable
    Cell cell(Place place, Column column) {
        return cells.getOrDefault(place, Map.of()).get(column);
    }
}
