package se.tvarsyn.warehouse;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Engine error → text that holds no value of a record. The engine quotes rows in parse errors ("expected ',' before:
 * '19900101-1234…'"), literals of the statement in scope notes, and column values in violated constraints. So only
 * the text of errors that are about the schema or the machine is passed on, cut before it quotes the statement;
 * of all others the number, the name and the row's ordinal are. A code that nobody has thought of falls on the
 * silent side.
 */
final class ErrorText {
    private static final Pattern ENGINE = Pattern.compile(
            "Code: (\\d+)\\. DB::(?:\\w+::)?\\w*Exception: (.*) \\(([A-Z][A-Z0-9_]+)\\)(?: \\(version [^)]*\\))?\\s*",
            Pattern.DOTALL);

    /** Schema, rights, limits: what such a message names is a table, a column, a setting, a function or a number. */
    private static final Set<Integer> TELLING = Set.of(
            8, 10, 15, 16, 20, 35, 36, 42, 43, 44, 46, 47, 48, 49, 50, 51, 56, 57, 60, 63, 71, 73, 80, 81, 82, 115, 158,
            159, 160, 164, 179, 183, 184, 202, 207, 215, 218, 219, 241, 242, 243, 252, 253, 255, 291, 306, 307, 341,
            342, 344, 352, 386, 388, 390, 394, 395, 396, 403, 405, 439, 450, 452, 456, 473, 497, 514, 524, 584, 609,
            611, 615, 630, 647, 667, 692, 701);

    /** Once rows are read, even these may quote them. */
    private static final Set<Integer> TELLING_OF_ROWS =
            Set.of(60, 81, 115, 159, 164, 241, 243, 252, 394, 473, 497, 667);

    /** What stands between single quotes in these is a name. In all others it may be a value. */
    private static final Set<Integer> QUOTES_NAMES =
            Set.of(10, 16, 42, 43, 46, 47, 50, 51, 56, 57, 60, 63, 73, 81, 82, 115, 183, 352, 456, 473, 497);

    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    private static final Pattern QUOTES_THE_STATEMENT = Pattern.compile(
            "(?is)[.:,]?\\s+(?:in scope|while (?:executing|processing|reading|converting)|in query)\\b.*");

    private static final Pattern LITERAL_OR_NUMBER = Pattern.compile("'[^']*\\d{4,}[^']*'|\\d[\\d-]{5,}");
    private static final Pattern ROW = Pattern.compile("\\(at row (\\d+)\\)");
    private static final Pattern POSITION = Pattern.compile("failed at position (\\d+)");

    private ErrorText() {}

    static StatementFailed ofStatement(String engineText) {
        return safe(engineText, TELLING);
    }

    static StatementFailed ofRows(String engineText) {
        return safe(engineText, TELLING_OF_ROWS);
    }

    private static StatementFailed safe(String engineText, Set<Integer> telling) {
        Matcher parts = ENGINE.matcher(engineText);
        if (!parts.matches()) {
            return new StatementFailed(1001, "STD_EXCEPTION", "The engine broke off the statement");
        }
        int code = Integer.parseInt(parts.group(1));
        String message = parts.group(2);
        String name = parts.group(3);
        if (code == 62) {
            return new StatementFailed(code, name, syntax(message));
        }
        if (telling.contains(code)) {
            String cut = QUOTES_THE_STATEMENT.matcher(message).replaceFirst("");
            if (!QUOTES_NAMES.contains(code)) {
                cut = QUOTED.matcher(cut).replaceAll("'…'");
            }
            return new StatementFailed(
                    code, name, LITERAL_OR_NUMBER.matcher(cut).replaceAll("…"));
        }
        Matcher row = ROW.matcher(message);
        String where = row.find() ? " at row " + row.group(1) : "";
        return new StatementFailed(code, name, "Refused" + where + ". The rest may quote values and is left out");
    }

    /** A syntax error quotes the statement between the position and the list of what was expected. */
    private static String syntax(String message) {
        Matcher position = POSITION.matcher(message);
        int expected = message.lastIndexOf(". Expected ");
        return "Syntax error"
                + (position.find() ? ": failed at position " + position.group(1) : "")
                + (expected < 0 ? "" : message.substring(expected));
    }
}
