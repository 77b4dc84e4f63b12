package se.tvarsyn.web.analysis;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.ChartText;

/**
 * The form that a chart of an answer is chosen with, and the chart.
 *
 * @param labels index of the column that names the rows
 * @param numbers indexes of the columns that are drawn
 * @param chart JSON for charts.js; null where none was chosen, or nothing of it is a number
 * @param drawn how many rows it has
 */
record AnswerChart(
        int labels,
        List<Integer> numbers,
        boolean isLines,
        @Nullable String chart,
        int drawn) {
    /** With more a chart is no picture any more. */
    private static final int MOST_BARS = 40;

    private static final int MOST_PANELS = 3;

    AnswerChart {
        numbers = List.copyOf(numbers);
    }

    /**
     * What was chosen of an answer; what names no column of it is left out.
     *
     * @param labels index; null = the first column that is no number
     * @param numbers indexes; null = the first that is one
     * @param kind {@code bar} or {@code line}; null = no chart yet
     */
    static AnswerChart of(
            AnswerTable table,
            String title,
            @Nullable Integer labels,
            @Nullable List<Integer> numbers,
            @Nullable String kind) {
        int named = labels != null && labels >= 0 && labels < table.columns().size()
                ? labels
                : first(table, false).orElse(0);
        List<Integer> drawn = numbers == null
                ? first(table, true).map(List::of).orElse(List.of())
                : numbers.stream()
                        .filter(n -> n >= 0
                                && n < table.columns().size()
                                && table.columns().get(n).isNumber())
                        .distinct()
                        .limit(MOST_PANELS)
                        .toList();
        boolean isLines = "line".equals(kind);
        int rows = Math.min(table.rows().size(), isLines ? AnswerTable.MOST_ROWS : MOST_BARS);
        String chart = kind == null || drawn.isEmpty() ? null : text(table, title, named, drawn, isLines, rows);
        return new AnswerChart(named, drawn, isLines, chart, rows);
    }

    private static Optional<Integer> first(AnswerTable table, boolean isNumber) {
        return table.columns().stream()
                .filter(column -> column.isNumber() == isNumber)
                .map(AnswerTable.Column::index)
                .findFirst();
    }

    private static @Nullable String text(
            AnswerTable table, String title, int labels, List<Integer> numbers, boolean isLines, int most) {
        List<List<AnswerTable.Cell>> rows = table.rows().subList(0, most);
        ChartText chart = new ChartText(
                title, "", rows.stream().map(row -> row.get(labels).text()).toList(), false);
        if (isLines) {
            chart.asLines();
        }
        boolean isAny = false;
        for (int number : numbers) {
            ChartText.Panel panel = chart.panel(table.columns().get(number).name(), "", false);
            for (List<AnswerTable.Cell> row : rows) {
                AnswerTable.Cell cell = row.get(number);
                isAny |= cell.number() != null;
                panel.add(cell.number() == null ? null : new BigDecimal(cell.number()), cell.text());
            }
        }
        return isAny ? chart.text() : null;
    }

    /** Public, as templates see no other methods. */
    public boolean isDrawn(int column) {
        return numbers.contains(column);
    }
}
