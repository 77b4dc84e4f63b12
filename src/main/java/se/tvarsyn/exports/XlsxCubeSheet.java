package se.tvarsyn.exports;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** A cube as a table: a row for each place, a column for each metric and value of across, the unit under its name. */
final class XlsxCubeSheet {
    /** Under title and signs, and a line of air. */
    private static final int HEAD = 3;

    private static final int ROWS_BETWEEN_FLUSHES = 500;

    /** @param isSpread whether it is the ninth decile or half width that stands beside the figure */
    private record Slot(Column column, boolean isSpread) {}

    private final ReleaseSheet sheet;
    private final CubeContents cube;
    private final Worksheet page;
    private final List<Slot> slots = new ArrayList<>();
    /** How many columns say which place a row is about. */
    private final int labels;

    private final double[] widths;
    private final boolean hasParts;
    private final int unitRow;

    XlsxCubeSheet(ReleaseSheet sheet, CubeContents cube, Worksheet page) {
        this.sheet = sheet;
        this.cube = cube;
        this.page = page;
        for (Column column : cube.columns()) {
            slots.add(new Slot(column, false));
            if (cube.hasSpread(column)) {
                slots.add(new Slot(column, true));
            }
        }
        this.labels = Math.max(1, cube.axes().size());
        this.widths = new double[labels + slots.size()];
        this.hasParts = slots.stream().anyMatch(slot -> !part(slot).isEmpty());
        this.unitRow = HEAD + (hasParts ? 2 : 1);
    }

    void write() throws IOException {
        SheetLook.page(page);
        SheetLook.title(page, 0, cube.text().nameSv());
        String signs = State.HIDDEN.sign() + " = dold, " + State.MISSING.sign() + " = saknas";
        SheetLook.below(page, 1, SwedishWords.period(sheet) + (cube.count() == 0 ? "" : "    " + signs));
        if (cube.count() == 0) {
            page.value(HEAD, 0, "Inga uppgifter för perioden.");
        } else {
            widths();
            head();
            page.freezePane(labels, unitRow + 1);
            page.repeatRows(0, unitRow);
            page.repeatCols(0, labels - 1);
            if (SheetLook.pagesAcross(widths) > 1) {
                titleInLabels();
            }
            SheetLook.fitWidth(page, widths);
            body();
        }
        page.finish();
    }

    /** What tells a column from others of its metric; "" where it has none. */
    private String part(Slot slot) {
        MetricText metric = slot.column().metric();
        if (slot.isSpread()) {
            return SwedishWords.spread(metric.kind());
        }
        if (!slot.column().across().isEmpty()) {
            return sheet.acrossLabel(metric.id(), slot.column().across());
        }
        return cube.hasSpread(slot.column()) ? SwedishWords.middle(metric.kind()) : "";
    }

    private void widths() {
        for (int i = 0; i < cube.axes().size(); i++) {
            CubeAxis axis = cube.axes().get(i);
            int longest = SwedishWords.axis(axis.levels()).length() * 11 / 10;
            for (Category category : axis.inOrder()) {
                longest = Math.max(
                        longest,
                        label(axis, category).length() + 2 * category.steps().size());
            }
            widths[i] = Math.min(40, longest + 3);
        }
        if (cube.axes().isEmpty()) {
            widths[0] = 18;
        }
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            int longest = Math.max(longestWord(part(slot)), unit(slot).length());
            if (runOf(i) == 1) {
                longest = Math.max(longest, longestWord(slot.column().metric().nameSv()));
            }
            // A name over several columns stands on one line.
            int share = runOf(i) > 1 ? slot.column().metric().nameSv().length() * 5 / 4 / runOf(i) : 0;
            widths[labels + i] = Math.min(26, Math.max(12, Math.max(longest, share) + 3));
        }
        for (CubeContents.Place place : cube.places()) {
            for (int i = 0; i < slots.size(); i++) {
                BigDecimal number =
                        number(slots.get(i), cube.cell(place, slots.get(i).column()));
                int digits = number == null
                        ? 0
                        : number.abs().toBigInteger().toString().length();
                int length = digits + digits / 3 + cube.decimals(slots.get(i).column()) + 4;
                widths[labels + i] = Math.max(widths[labels + i], length);
            }
        }
    }

    /** Pages further to the right repeat the labels' columns alone, and cut a title that is wider. */
    private void titleInLabels() {
        double room = Arrays.stream(widths, 0, labels).sum();
        widths[0] += Math.min(30, Math.max(0, cube.text().nameSv().length() * 1.6 - room));
    }

    /** On one line: a row is as high as its figures. */
    private static String label(CubeAxis axis, Category category) {
        return axis.label(category).replaceAll("\\s+", " ");
    }

    private static int longestWord(String text) {
        // Bold letters are wider than the digits that widths count in.
        return Arrays.stream(text.split("\\s+"))
                .mapToInt(word -> word.length() * 11 / 10)
                .max()
                .orElse(0);
    }

    private static String unit(Slot slot) {
        return SwedishWords.unit(slot.column().metric().unit());
    }

    /** How many columns the metric at this one has. */
    private int runOf(int index) {
        MetricText metric = slots.get(index).column().metric();
        return (int) slots.stream()
                .filter(slot -> slot.column().metric().equals(metric))
                .count();
    }

    /** Names of metrics over their columns, then what tells these apart (a metric of one column has its name here), units. */
    private void head() {
        double above = 1;
        double names = 1;
        double units = 1;
        for (int c = 0; c < labels; c++) {
            if (hasParts) {
                SheetLook.band(page.style(HEAD, c), "left").set();
            }
            page.value(
                    unitRow - 1,
                    c,
                    cube.axes().isEmpty()
                            ? ""
                            : SwedishWords.axis(cube.axes().get(c).levels()));
            SheetLook.band(page.style(unitRow - 1, c), "left").set();
            SheetLook.units(page.style(unitRow, c)).set();
        }
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            int c = labels + i;
            String metric = slot.column().metric().nameSv();
            String name = part(slot).isEmpty() ? metric : part(slot);
            if (hasParts) {
                above = Math.max(above, above(i, c, metric, !part(slot).isEmpty()));
            }
            page.value(unitRow - 1, c, name);
            SheetLook.band(page.style(unitRow - 1, c), "right").set();
            names = Math.max(names, SheetLook.boldLines(name, widths[c]));
            page.value(unitRow, c, unit(slot));
            SheetLook.units(page.style(unitRow, c)).set();
            units = Math.max(units, SheetLook.boldLines(unit(slot), widths[c]));
        }
        page.rowHeight(HEAD - 1, 8.0);
        if (hasParts) {
            page.rowHeight(HEAD, above * SheetLook.LINE_HEIGHT + 4);
        }
        page.rowHeight(unitRow - 1, names * SheetLook.LINE_HEIGHT + 4);
        page.rowHeight(unitRow, units * SheetLook.LINE_HEIGHT + 3);
    }

    /** Writes the cell over a column, and says how many lines it takes. */
    private double above(int index, int c, String metric, boolean hasOwnPart) {
        if (hasOwnPart && runOf(index) > 1) {
            if (isFirstOfRun(index)) {
                page.value(HEAD, c, metric);
            }
            SheetLook.span(page.style(HEAD, c)).set();
            return 1;
        }
        if (hasOwnPart) {
            page.value(HEAD, c, metric);
        }
        SheetLook.band(page.style(HEAD, c), "right").set();
        return hasOwnPart ? SheetLook.boldLines(metric, widths[c]) : 1;
    }

    private boolean isFirstOfRun(int index) {
        return index == 0
                || !slots.get(index - 1)
                        .column()
                        .metric()
                        .equals(slots.get(index).column().metric());
    }

    private void body() throws IOException {
        CubeContents.@Nullable Place above = null;
        int row = unitRow;
        for (CubeContents.Place place : cube.places()) {
            row++;
            boolean isTotal = place.categories().stream().allMatch(Category::isTotal);
            boolean begins = above != null
                    && labels > 1
                    && !above.categories().get(0).equals(place.categories().get(0));
            labels(row, place, above, begins);
            for (int i = 0; i < slots.size(); i++) {
                cell(
                        row,
                        labels + i,
                        slots.get(i),
                        cube.cell(place, slots.get(i).column()),
                        isTotal,
                        begins);
            }
            above = place;
            if (row % ROWS_BETWEEN_FLUSHES == 0) {
                page.flush();
            }
        }
    }

    private void labels(int row, CubeContents.Place place, CubeContents.@Nullable Place above, boolean begins) {
        boolean isTotal = place.categories().stream().allMatch(Category::isTotal);
        boolean isSame = above != null;
        for (int c = 0; c < labels; c++) {
            StyleSetter style = SheetLook.body(page.style(row, c), isTotal, begins);
            if (cube.axes().isEmpty()) {
                page.value(row, c, SwedishWords.total(List.of()));
                style.set();
                continue;
            }
            CubeAxis axis = cube.axes().get(c);
            Category category = place.categories().get(c);
            isSame = isSame
                    && category.equals(
                            Objects.requireNonNull(above).categories().get(c));
            page.value(row, c, label(axis, category));
            if (category.steps().size() > 0) {
                style = style.indent(category.steps().size());
            }
            (isSame ? SheetLook.repeated(style) : style)
                    .horizontalAlignment("left")
                    .set();
        }
    }

    private void cell(int row, int c, Slot slot, CubeContents.@Nullable Cell cell, boolean isTotal, boolean begins) {
        StyleSetter style = SheetLook.body(page.style(row, c), isTotal, begins).horizontalAlignment("right");
        BigDecimal number = number(slot, cell);
        if (number != null) {
            page.value(row, c, number);
            style = style.format(SheetLook.number(cube.decimals(slot.column())));
        } else if (cell != null) {
            page.value(row, c, slot.isSpread() ? cell.spread() : cell.state().sign());
        }
        style.set();
    }

    private static @Nullable BigDecimal number(Slot slot, CubeContents.@Nullable Cell cell) {
        if (cell == null) {
            return null;
        }
        if (slot.isSpread()) {
            return PlainText.isNumber(cell.spread()) ? new BigDecimal(cell.spread()) : null;
        }
        return cell.number();
    }
}
