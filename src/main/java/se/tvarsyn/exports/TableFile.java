package se.tvarsyn.exports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A table that somebody asked for, as a file: what is in it is for who asked to know.
 *
 * @param names of the columns
 * @param numbers indexes of the columns whose numbers are numbers to a spreadsheet; codes are none
 * @param rows a text for each column; null = there is no value
 */
public record TableFile(List<String> names, Set<Integer> numbers, List<List<@Nullable String>> rows) {
    /** What a cell of Excel holds. */
    private static final int LONGEST = 32_000;

    private static final int WIDEST = 60;
    private static final int NARROWEST = 10;

    public TableFile {
        names = List.copyOf(names);
        numbers = Set.copyOf(numbers);
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }

    /** RFC 4180, UTF-8 with a byte order mark. No value is an empty cell; an empty text is one in quotes. */
    public byte[] csv() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CSVFormat format =
                CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).get();
        try (CSVPrinter printer = new CSVPrinter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), format)) {
            bytes.writeBytes("\uFEFF".getBytes(StandardCharsets.UTF_8));
            printer.printRecord(names.stream().map(PlainText::inCsv).toList());
            for (List<@Nullable String> row : rows) {
                List<@Nullable String> cells = new ArrayList<>();
                row.forEach(value -> cells.add(value == null ? null : PlainText.inCsv(value)));
                printer.printRecord(cells);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    /**
     * A workbook with one sheet.
     *
     * @param sheetName of letters, digits and blanks
     */
    public byte[] xlsx(String sheetName) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Tvärsyn", null)) {
            Worksheet page = workbook.newWorksheet(sheetName);
            SheetLook.page(page);
            SheetLook.fitWidth(page, widths());
            for (int c = 0; c < names.size(); c++) {
                page.value(0, c, plain(names.get(c)));
                SheetLook.band(page.style(0, c), numbers.contains(c) ? "right" : "left")
                        .set();
            }
            page.freezePane(0, 1);
            page.repeatRows(0, 0);
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < names.size(); c++) {
                    cell(page, r + 1, c, rows.get(r).get(c));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    private void cell(Worksheet page, int row, int c, @Nullable String value) {
        StyleSetter style = SheetLook.body(page.style(row, c), false, false);
        if (value != null && numbers.contains(c) && PlainText.isNumber(value)) {
            page.value(row, c, new BigDecimal(value));
        } else if (value != null) {
            page.value(row, c, plain(value));
        }
        (numbers.contains(c) ? style.horizontalAlignment("right") : style).set();
    }

    private double[] widths() {
        double[] widths = new double[names.size()];
        for (int c = 0; c < widths.length; c++) {
            int longest = names.get(c).length() + 2;
            for (List<@Nullable String> row : rows) {
                String value = row.get(c);
                longest = Math.max(longest, value == null ? 0 : value.length());
            }
            widths[c] = Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
        }
        return widths;
    }

    /** Without what XML cannot hold. */
    private static String plain(String text) {
        String whole = text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "…";
    }
}
