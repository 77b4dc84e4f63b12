package se.tvarsyn.web.followup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.ChartText;
import se.tvarsyn.web.Figure;
import se.tvarsyn.web.MetricEntry;

/** Rows and columns of figures while a table is laid out. */
final class Grid {
    private final Words words;
    private final List<FigureTable.Column> columns = new ArrayList<>();
    private final List<MetricEntry> metrics = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, boolean isTotal, List<@Nullable Figure> figures) {}

    Grid(Words words) {
        this.words = words;
    }

    void column(String name, MetricEntry metric, @Nullable String definition) {
        columns.add(new FigureTable.Column(name, words.unit(metric.unit()), definition));
        metrics.add(metric);
    }

    /** @param figures one for each column; null where there is none */
    void row(String name, boolean isTotal, List<@Nullable Figure> figures) {
        lines.add(new Line(name, isTotal, new ArrayList<>(figures)));
    }

    /** @param isMatrix names the highest and the lowest of each column */
    FigureTable table(String rowTitle, @Nullable String place, @Nullable String chart, boolean isMatrix) {
        List<FigureTable.Row> rows = new ArrayList<>();
        List<Figure> all = new ArrayList<>();
        for (Line line : lines) {
            List<FigureTable.Cell> cells = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                Figure figure = line.figures.get(i);
                if (figure == null) {
                    cells.add(FigureTable.Cell.NONE);
                } else {
                    all.add(figure);
                    cells.add(new FigureTable.Cell(
                            text(figure, metrics.get(i)), isMatrix && !line.isTotal ? mark(figure, i) : ""));
                }
            }
            rows.add(new FigureTable.Row(line.name, line.isTotal, cells));
        }
        return new FigureTable(rowTitle, columns, rows, place, chart, all);
    }

    /** With the uncertainty of a difference, or the days within which nine of ten are. */
    private String text(Figure figure, MetricEntry metric) {
        String number = words.number(figure.shown());
        boolean isBare = figure.spread().isEmpty() || !figure.isNumber();
        return isBare ? number : words.of("spread." + metric.kind(), number, words.number(figure.spread()));
    }

    /** Nothing where two are alike, and nothing where one is hidden: it may be higher, or lower, than all that are shown. */
    private String mark(Figure figure, int column) {
        List<Figure> others = lines.stream()
                .filter(line -> !line.isTotal)
                .map(line -> line.figures.get(column))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(f -> f != figure && !f.shown().equals(Figure.MISSING))
                .toList();
        if (!figure.isNumber() || others.isEmpty() || !others.stream().allMatch(Figure::isNumber)) {
            return "";
        }
        if (others.stream().allMatch(other -> Drawing.isMore(figure.shown(), other.shown()))) {
            return "highest";
        }
        return others.stream().allMatch(other -> Drawing.isMore(other.shown(), figure.shown())) ? "lowest" : "";
    }

    /**
     * The same as a chart, of the first columns; null where no figure of them is a number.
     *
     * @param most panels
     */
    @Nullable
    String chart(String title, String period, int most) {
        ChartText chart =
                new ChartText(title, period, lines.stream().map(Line::name).toList(), lines.get(0).isTotal);
        boolean isAny = false;
        for (int i = 0; i < Math.min(most, columns.size()); i++) {
            MetricEntry metric = metrics.get(i);
            ChartText.Panel panel = chart.panel(
                    columns.get(i).name(), columns.get(i).unit(), metric.unit().equals("percent"));
            for (Line line : lines) {
                Figure figure = line.figures.get(i);
                boolean isNumber = figure != null && figure.isNumber();
                isAny |= isNumber;
                panel.add(
                        figure != null && isNumber ? new BigDecimal(figure.shown()) : null,
                        figure == null ? "" : drawn(figure, metric));
            }
        }
        return isAny ? chart.text() : null;
    }

    /** A difference is never drawn without its uncertainty; there is no room for more. */
    private String drawn(Figure figure, MetricEntry metric) {
        return metric.kind().equals("difference") ? text(figure, metric) : words.number(figure.shown());
    }
}
