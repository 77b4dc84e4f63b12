package se.tvarsyn.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.canonical.Rejection;

/**
 * Where the wanted columns stand in a sheet. Its messages name expected columns and counts, never what was found.
 *
 * @param found the sheet's own headings, in comparable form
 */
record XlsxHeader(int row, int[] places, List<String> found) {
    private static final int MOST_HEADINGS = 1_024;
    private static final int LONGEST_HEADING = 256;

    XlsxHeader {
        places = places.clone();
        found = List.copyOf(found);
    }

    @Override
    public int[] places() {
        return places.clone();
    }

    /** Leaves {@code rows} at the header. */
    static XlsxHeader find(String document, XlsxSheet rows, ColumnSettings columns)
            throws UnreadableDelivery, BrokenPage, IOException {
        boolean isSearched = columns.headerLine() == ColumnSettings.SEARCH;
        HeadingCells cells = new HeadingCells();
        while (rows.next(cells)) {
            List<String> found = cells.take();
            if (isSearched && rows.row() > ColumnSettings.SEARCHED_LINES) {
                break;
            }
            if (found.stream().allMatch(String::isEmpty) || rows.row() < columns.headerLine()) {
                continue;
            }
            Headings headings = Headings.find(found, columns);
            if (isSearched && !headings.missing().isEmpty()) {
                continue;
            }
            if (!headings.missing().isEmpty()) {
                throw unreadable(
                        document,
                        rows.row(),
                        "missing-column",
                        "the header lacks " + String.join(", ", headings.missing())
                                + "; add them to the export, or name the header's row in format.header_line");
            }
            if (!headings.twice().isEmpty()) {
                throw unreadable(
                        document,
                        rows.row(),
                        "duplicate-column",
                        "the header has more than one " + String.join(", ", headings.twice()) + "; keep one of each");
            }
            return new XlsxHeader(
                    rows.row(),
                    headings.places(),
                    found.stream().filter(name -> !name.isEmpty()).toList());
        }
        throw unreadable(
                document,
                0,
                "missing-header",
                "the sheet has no header with " + String.join(", ", columns.required())
                        + "; export it with a header, or name the sheet in format.sheet");
    }

    private static UnreadableDelivery unreadable(String document, int row, String reason, String mend) {
        return new UnreadableDelivery(new Rejection(document, row, null, reason, mend));
    }

    /** A row of texts by place, in comparable form. */
    private static final class HeadingCells implements XlsxSheet.Cells {
        private List<String> texts = new ArrayList<>();

        List<String> take() {
            List<String> taken = texts;
            texts = new ArrayList<>();
            return taken;
        }

        @Override
        public boolean wants(int column) {
            return column < MOST_HEADINGS;
        }

        @Override
        public void cell(int column, String text) {
            while (texts.size() <= column) {
                texts.add("");
            }
            texts.set(column, text.length() > LONGEST_HEADING ? "" : ColumnSettings.normal(text));
        }

        @Override
        public void problem(int column, String reason, String mend) {
            // No heading, then; a column that is missing is told.
        }
    }
}
