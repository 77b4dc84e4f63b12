package se.tvarsyn.source;

import java.io.IOException;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet, one at a time. Of a row, only what is asked for is kept. */
final class XlsxSheet implements AutoCloseable {
    /** Characters of a cell; Excel's own limit. */
    static final int LONGEST_CELL = 32_767;

    /** Columns of a sheet; Excel's own limit. */
    static final int MOST_COLUMNS = 16_384;

    /** Takes the cells of a row. */
    interface Cells {
        boolean wants(int column);

        /** @param text a number without exponent, a date as ISO writes it, {@code true} or {@code false} */
        void cell(int column, String text);

        /** The cell has no value that can be used. */
        void problem(int column, String reason, String mend);
    }

    private final XlsxWorkbook workbook;
    private final XmlEvents xml;
    private final BoundedZip zip;
    private final StringBuilder text = new StringBuilder();
    private int row;

    XlsxSheet(XlsxWorkbook workbook, XmlEvents xml, BoundedZip zip) {
        this.workbook = workbook;
        this.xml = xml;
        this.zip = zip;
    }

    /** Number of the row at hand, from 1, as the program shows it. */
    int row() {
        return row;
    }

    /** Goes through the next row that stands in the file; false after the last one. */
    boolean next(Cells cells) throws BrokenPage, IOException {
        try {
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("row")) {
                    int number = XlsxStyles.number(xml.attribute("r"));
                    row = number > row ? number : row + 1;
                    takeRow(cells);
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // What is wrong with the zip is a fault of the file; what is wrong with the disk is not.
            zip.throwReadFailure();
            throw xml.broken();
        }
    }

    private void takeRow(Cells cells) throws BrokenPage, IOException {
        int depth = xml.depth();
        int column = -1;
        for (int event = xml.next(); xml.depth() >= depth; event = xml.next()) {
            if (event == XMLStreamConstants.END_DOCUMENT) {
                throw xml.broken();
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("c")) {
                String place = xml.attribute("r");
                column = place == null ? column + 1 : columnOf(place);
                if (column < 0 || column >= MOST_COLUMNS) {
                    throw xml.broken();
                }
                takeCell(column, cells);
            }
        }
    }

    private void takeCell(int column, Cells cells) throws BrokenPage, IOException {
        boolean isWanted = cells.wants(column);
        String type = xml.attribute("t");
        int style = XlsxStyles.number(xml.attribute("s"));
        int depth = xml.depth();
        int pronounced = 0;
        boolean isValue = false;
        text.setLength(0);
        for (int event = xml.next(); xml.depth() >= depth; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = xml.name();
                pronounced += name.equals("rPh") ? 1 : 0;
                // A formula stands in f; v is what it gave when the workbook was saved.
                isValue = isWanted && (name.equals("v") || (name.equals("t") && pronounced == 0));
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                isValue = false;
                pronounced -= xml.name().equals("rPh") ? 1 : 0;
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw xml.broken();
            } else if (isValue && XmlEvents.isText(event)) {
                xml.appendText(text, LONGEST_CELL + 1);
            }
        }
        if (isWanted && text.length() > 0) {
            give(column, type == null ? "n" : type, style, cells);
        }
    }

    private void give(int column, String type, int style, Cells cells) {
        @Nullable String value = text.length() > LONGEST_CELL ? null : text.toString();
        if (value != null && type.equals("s")) {
            int index = XlsxStyles.number(value.strip());
            if (!workbook.strings().has(index)) {
                cells.problem(
                        column, "broken-cell", "the cell refers to a text that is not there; save the workbook anew");
                return;
            }
            value = workbook.strings().get(index);
        }
        if (value == null) {
            cells.problem(column, "cell-too-long", "the text is over " + LONGEST_CELL + " characters");
            return;
        }
        switch (type) {
            case "e" -> cells.problem(column, "cell-error", "the cell holds an error such as #N/A; mend its formula");
            case "b" -> cells.cell(column, value.strip().equals("1") ? "true" : "false");
            case "n" -> cells.cell(column, workbook.shown(value.strip(), style));
            case "d" -> cells.cell(column, withoutMidnight(value.strip()));
            default -> cells.cell(column, value);
        }
    }

    /** A cell of type d has a time even where it is a day. */
    private static String withoutMidnight(String isoDate) {
        return isoDate.length() > 10 && isoDate.substring(10).matches("T00:00(:00(\\.0+)?)?Z?")
                ? isoDate.substring(0, 10)
                : isoDate;
    }

    /** @return column of "AB12" from 0, -1 where it is none */
    static int columnOf(String place) {
        int column = 0;
        int i = 0;
        while (i < place.length() && i < 4 && place.charAt(i) >= 'A' && place.charAt(i) <= 'Z') {
            column = column * 26 + place.charAt(i) - 'A' + 1;
            i++;
        }
        return column - 1;
    }

    @Override
    public void close() {
        xml.close();
        zip.close();
    }
}
