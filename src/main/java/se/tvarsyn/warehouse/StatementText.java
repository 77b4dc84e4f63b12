package se.tvarsyn.warehouse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the words of a statement end and its rows begin: the engine takes an INSERT's rows apart from its text. Knows
 * of SQL only quotes, comments, brackets and words outside them; anything else is the engine's.
 *
 * @param words the statement's bytes, for an INSERT with rows up to its FORMAT or VALUES
 * @param format the format that the statement names, null where it names none
 * @param rowsAt where the rows of an INSERT begin in the text, -1 where the statement is complete in its words
 */
record StatementText(byte[] words, @Nullable String format, int rowsAt, boolean touchesClientFiles, boolean hasTotals) {

    boolean takesRows() {
        return rowsAt >= 0;
    }

    static StatementText of(byte[] text) {
        return new Reader(text).read();
    }

    /**
     * Whether the statement, or a query within it, sets a setting. The engine holds only those that have a constraint against
     * a reader's rights where a query within another sets them (seen on 26.7.3), so they are looked for here. A name after a
     * dot is a table's: {@code system.settings}.
     */
    static boolean setsSettings(byte[] text) {
        return new Reader(text).setsSettings();
    }

    private static final class Reader {
        private final byte[] text;
        private int at;
        private int wordStart;

        Reader(byte[] text) {
            this.text = text;
        }

        StatementText read() {
            if (!"INSERT".equals(word())) {
                at = 0;
                return plain();
            }
            skipTarget();
            boolean clientFiles = false;
            while (true) {
                String word = word();
                switch (word == null ? "" : word) {
                    case "" -> {
                        return new StatementText(withoutEnd(text), null, text.length, clientFiles, false);
                    }
                    case "INFILE" -> clientFiles = true;
                    case "SELECT", "WITH", "WATCH" -> {
                        return new StatementText(text, null, -1, clientFiles, false);
                    }
                    case "VALUES" -> {
                        return new StatementText(slice(0, wordStart), "Values", at, clientFiles, false);
                    }
                    case "FORMAT" -> {
                        return rows(wordStart, clientFiles);
                    }
                    default -> {
                        // A column list's neighbour, a setting: goes on.
                    }
                }
            }
        }

        boolean setsSettings() {
            byte before = 0;
            while (true) {
                skipBlank();
                if (at >= text.length) {
                    return false;
                }
                byte c = text[at];
                if (isWord(c)) {
                    int start = at;
                    while (at < text.length && isWord(text[at])) {
                        at++;
                    }
                    if (before != '.'
                            && latin(slice(start, at)).toUpperCase(Locale.ROOT).equals("SETTINGS")) {
                        return true;
                    }
                } else if (c == '(' || c == '[' || c == '{') {
                    at++;
                } else {
                    skipOne();
                }
                before = c;
            }
        }

        /** INSERT INTO t FORMAT X[ SETTINGS a = b]\n rows */
        private StatementText rows(int formatAt, boolean clientFiles) {
            String head = latin(slice(0, formatAt));
            boolean named = word() != null;
            String format = named ? latin(slice(wordStart, at)) : "";
            int end = at;
            while (end < text.length && (text[end] == ' ' || text[end] == '\t' || text[end] == '\f')) {
                end++;
            }
            // Settings may follow the format, but then on the same line; what follows a line break is rows.
            if (end < text.length && text[end] != '\n' && "SETTINGS".equals(word())) {
                int line = wordStart;
                while (line < text.length && text[line] != '\n') {
                    line++;
                }
                head = head + " " + latin(slice(wordStart, line)) + " ";
                end = line;
            }
            if (end < text.length && text[end] == '\r') {
                end++;
            }
            if (end < text.length && text[end] == '\n') {
                end++;
            }
            return new StatementText(head.getBytes(StandardCharsets.ISO_8859_1), format, end, clientFiles, false);
        }

        private StatementText plain() {
            String format = null;
            boolean clientFiles = false;
            boolean totals = false;
            String word;
            while ((word = word()) != null) {
                switch (word) {
                    case "INFILE", "OUTFILE" -> clientFiles = true;
                    case "TOTALS" -> totals = true;
                    case "FORMAT" -> {
                        int before = at;
                        if (word() != null) {
                            String name = latin(slice(wordStart, at));
                            int after = at;
                            String next = word();
                            if (next == null || next.equals("SETTINGS")) {
                                format = name;
                                at = after;
                            } else {
                                at = before;
                            }
                        }
                    }
                    default -> {
                        // Not for us.
                    }
                }
            }
            return new StatementText(text, format, -1, clientFiles, totals);
        }

        /** Skips INTO, TABLE, FUNCTION and the name, which may be a keyword: INSERT INTO values.format … */
        private void skipTarget() {
            int before = at;
            String word = word();
            while (word != null && (word.equals("INTO") || word.equals("TABLE") || word.equals("FUNCTION"))) {
                before = at;
                word = word();
            }
            at = before;
            do {
                skipBlank();
                if (at < text.length && isWord(text[at])) {
                    while (at < text.length && isWord(text[at])) {
                        at++;
                    }
                } else if (at < text.length) {
                    skipOne();
                }
                skipBlank();
            } while (at < text.length && text[at] == '.' && at++ >= 0);
        }

        /** The next word outside quotes, comments and brackets, in capitals; null at the end. */
        private @Nullable String word() {
            while (true) {
                skipBlank();
                if (at >= text.length) {
                    wordStart = at;
                    return null;
                }
                if (isWord(text[at])) {
                    wordStart = at;
                    while (at < text.length && isWord(text[at])) {
                        at++;
                    }
                    return latin(slice(wordStart, at)).toUpperCase(Locale.ROOT);
                }
                skipOne();
            }
        }

        /** A quoted text, a bracket with all in it, or one character. */
        private void skipOne() {
            byte c = text[at];
            switch (c) {
                case '\'', '"', '`' -> skipQuoted(c);
                case '(', '[', '{' -> {
                    int depth = 0;
                    do {
                        skipBlank();
                        if (at >= text.length) {
                            return;
                        }
                        byte d = text[at];
                        if (d == '\'' || d == '"' || d == '`') {
                            skipQuoted(d);
                        } else {
                            depth += d == '(' || d == '[' || d == '{' ? 1 : d == ')' || d == ']' || d == '}' ? -1 : 0;
                            at++;
                        }
                    } while (depth > 0);
                }
                case '$' -> skipHeredoc();
                default -> at++;
            }
        }

        private void skipQuoted(byte quote) {
            at++;
            while (at < text.length) {
                byte c = text[at++];
                if (c == '\\') {
                    at++;
                } else if (c == quote) {
                    return;
                }
            }
            at = Math.min(at, text.length);
        }

        private void skipHeredoc() {
            int tagEnd = at + 1;
            while (tagEnd < text.length && isWord(text[tagEnd])) {
                tagEnd++;
            }
            if (tagEnd >= text.length || text[tagEnd] != '$') {
                at++;
                return;
            }
            String tag = latin(slice(at, tagEnd + 1));
            int end = latin(text).indexOf(tag, tagEnd + 1);
            at = end < 0 ? text.length : end + tag.length();
        }

        private void skipBlank() {
            while (at < text.length) {
                byte c = text[at];
                byte next = at + 1 < text.length ? text[at + 1] : 0;
                if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                    at++;
                } else if ((c == '-' && next == '-') || (c == '#' && (next == ' ' || next == '!'))) {
                    while (at < text.length && text[at] != '\n') {
                        at++;
                    }
                } else if (c == '/' && next == '*') {
                    at += 2;
                    while (at < text.length && !(text[at] == '*' && at + 1 < text.length && text[at + 1] == '/')) {
                        at++;
                    }
                    at = Math.min(text.length, at + 2);
                } else {
                    return;
                }
            }
        }

        private static boolean isWord(byte c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }

        private byte[] slice(int from, int to) {
            return Arrays.copyOfRange(text, from, to);
        }

        private static byte[] withoutEnd(byte[] text) {
            int end = text.length;
            while (end > 0 && (text[end - 1] == ';' || text[end - 1] <= ' ')) {
                end--;
            }
            return Arrays.copyOf(text, end);
        }

        /** Byte for byte, so that positions agree and nothing is lost. */
        private static String latin(byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
