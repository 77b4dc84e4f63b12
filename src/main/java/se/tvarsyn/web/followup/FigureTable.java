package se.tvarsyn.web.followup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.Figure;

/**
 * A table of figures, and the chart that shows the same.
 *
 * @param rowTitle what the rows are: Stadsdel
 * @param columns metrics, or values of one
 * @param rows the total first
 * @param place what all of it is about, where the filters say something narrower than the table has; null else
 * @param chart JSON for charts.js; null = no chart
 * @param figures those in the table, as released; none where they are of several releases and no file can be made
 */
record FigureTable(
        String rowTitle,
        List<Column> columns,
        List<Row> rows,
        @Nullable String place,
        @Nullable String chart,
        List<Figure> figures) {
    FigureTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        figures = List.copyOf(figures);
    }

    /** @param definition null where the column is no metric */
    record Column(String name, String unit, @Nullable String definition) {}

    /** @param isTotal the whole that the other rows are parts of */
    record Row(String name, boolean isTotal, List<Cell> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * @param text a number, {@code ..}, {@code .} or "" where there is no figure
     * @param mark of a matrix, "highest" or "lowest" of its column; "" = neither
     */
    record Cell(String text, String mark) {
        static final Cell NONE = new Cell("", "");

        boolean isHidden() {
            return text.equals(Figure.HIDDEN);
        }
    }

    /** Public, as templates see no other methods. */
    public boolean hasHidden() {
        return rows.stream().flatMap(row -> row.cells.stream()).anyMatch(Cell::isHidden);
    }
}
