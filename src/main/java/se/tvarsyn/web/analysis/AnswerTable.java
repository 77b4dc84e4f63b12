package se.tvarsyn.web.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.exports.TableFile;
import se.tvarsyn.warehouse.ResultTable;
import se.tvarsyn.web.Figure;
import se.tvarsyn.web.NumberText;

/**
 * An answer as a page shows it: the first rows, as many as a page bears.
 *
 * @param rows the cells of the columns that are shown
 * @param total rows of the answer that are kept
 * @param isCut whether there may be more than those
 * @param hidden columns beyond those that a page shows
 */
record AnswerTable(List<Column> columns, List<List<Cell>> rows, int total, boolean isCut, int hidden) {
    static final int MOST_ROWS = 200;

    private static final int MOST_COLUMNS = 30;
    private static final int LONGEST_CELL = 200;

    /** Characters of a page's rows; a cell's markup is reckoned as some. */
    private static final int MOST_CHARACTERS = 180_000;

    private static final int MARKUP = 40;
    private static final int LEAST_GROUPED = 5;
    private static final Pattern NUMBERS =
            Pattern.compile("(?:(?:LowCardinality|Nullable)\\()*(?:U?Int\\d+|Float\\d+|Decimal\\(.*)\\)*");
    private static final Pattern TEXTS = Pattern.compile("(?:(?:LowCardinality|Nullable)\\()*String\\)*");

    /** Columns of {@code mart.figure} whose texts are numbers or signs. */
    private static final Set<String> FIGURES = Set.of("shown", "numerator", "denominator", "spread");

    /** Columns whose texts are codes though they be digits, beside the levels. */
    private static final Set<String> CODES = Set.of("value", "across", "code", "period", "release_name");

    AnswerTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** @param isNumber numbers, and signs of what is hidden or missing; codes are none */
    record Column(int index, String name, String type, boolean isNumber) {}

    /**
     * A value.
     *
     * @param text in the reader's signs, cut where it is long
     * @param state "null", "hidden" ({@code ..}), "missing" ({@code .}) or "" = a value
     * @param number as ClickHouse wrote it; null where it is none
     */
    record Cell(String text, String state, @Nullable String number) {}

    static AnswerTable of(ResultTable table, boolean isSwedish) {
        List<Column> columns = new ArrayList<>();
        List<Boolean> areGrouped = new ArrayList<>();
        for (int c = 0; c < Math.min(MOST_COLUMNS, table.names().size()); c++) {
            columns.add(new Column(c, table.names().get(c), type(table.types().get(c)), isNumber(table, c)));
            areGrouped.add(isGrouped(table, c));
        }
        List<List<Cell>> rows = new ArrayList<>();
        int characters = 0;
        for (List<@Nullable String> row : table.rows()) {
            List<Cell> cells = new ArrayList<>();
            for (Column column : columns) {
                Cell cell = cell(row.get(column.index()), column, areGrouped.get(column.index()), isSwedish);
                cells.add(cell);
                characters += cell.text.length() + MARKUP;
            }
            if (rows.size() == MOST_ROWS || characters > MOST_CHARACTERS) {
                break;
            }
            rows.add(List.copyOf(cells));
        }
        return new AnswerTable(
                columns, rows, table.rows().size(), table.isCut(), table.names().size() - columns.size());
    }

    /** How the engine keeps a text is nothing to a reader. */
    private static String type(String type) {
        return type.startsWith("LowCardinality(")
                ? type.substring("LowCardinality(".length(), type.length() - 1)
                : type;
    }

    /** A file of all rows that are kept, with values as ClickHouse wrote them. */
    static TableFile file(ResultTable table) {
        Set<Integer> numbers = new TreeSet<>();
        for (int c = 0; c < table.names().size(); c++) {
            if (isNumber(table, c)) {
                numbers.add(c);
            }
        }
        return new TableFile(table.names(), numbers, table.rows());
    }

    private static Cell cell(@Nullable String value, Column column, boolean isGrouped, boolean isSwedish) {
        if (value == null) {
            return new Cell("NULL", "null", null);
        }
        if (value.equals(Figure.HIDDEN) || value.equals(Figure.MISSING)) {
            return new Cell(value, value.equals(Figure.HIDDEN) ? "hidden" : "missing", null);
        }
        if (column.isNumber() && NumberText.isNumber(value)) {
            int point = value.indexOf('.');
            int digits = (point < 0 ? value.length() : point) - (value.startsWith("-") ? 1 : 0);
            // A year is no quantity, and four digits are read without help.
            return new Cell(NumberText.of(value, isSwedish, isGrouped && digits >= LEAST_GROUPED), "", value);
        }
        return new Cell(value.length() > LONGEST_CELL ? value.substring(0, LONGEST_CELL) + "…" : value, "", null);
    }

    /** By its type; of texts where each is a number or a sign, and neither the column's name nor a first 0 says a code. */
    private static boolean isNumber(ResultTable table, int column) {
        if (isGrouped(table, column)) {
            return true;
        }
        if (!TEXTS.matcher(table.types().get(column)).matches()
                || Cubes.LEVELS.contains(table.names().get(column))
                || CODES.contains(table.names().get(column))) {
            return false;
        }
        boolean isAny = false;
        for (List<@Nullable String> row : table.rows()) {
            String value = row.get(column);
            if (value == null || value.isEmpty()) {
                continue;
            }
            boolean isSign = value.equals(Figure.HIDDEN) || value.equals(Figure.MISSING);
            if (!isSign && (!NumberText.isNumber(value) || value.matches("0[0-9].*"))) {
                return false;
            }
            isAny = true;
        }
        return isAny;
    }

    private static boolean isGrouped(ResultTable table, int column) {
        return NUMBERS.matcher(table.types().get(column)).matches()
                || FIGURES.contains(table.names().get(column));
    }

    /** Public, as templates see no other methods. */
    public boolean has(String state) {
        return rows.stream().flatMap(List::stream).anyMatch(cell -> cell.state.equals(state));
    }

    public boolean isWhole() {
        return rows.size() == total && !isCut;
    }
}
