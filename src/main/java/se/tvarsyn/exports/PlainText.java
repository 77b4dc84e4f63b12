package se.tvarsyn.exports;

import java.util.regex.Pattern;

/** Text that a spreadsheet shows, and does not run. */
final class PlainText {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    /** What begins a formula in Excel, LibreOffice or Sheets, also in full width and after blanks. */
    private static final Pattern RUN =
            Pattern.compile("[\\s\\uFEFF\\u00A0]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20].*|[\\t\\r\\n].*", Pattern.DOTALL);

    private PlainText() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** The text for a cell of CSV: with an apostrophe before it where it would be run; a number stays one. */
    static String inCsv(String text) {
        // One character alone is no formula: "-" is a value of the agencies' overlap.
        boolean isRun =
                text.length() > 1 && !isNumber(text) && RUN.matcher(text).matches();
        return isRun ? "'" + text : text;
    }
}
