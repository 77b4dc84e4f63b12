package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a statement, without comments. Knows of SQL only what our own files need: names, texts in quotes, numbers,
 * and single signs; {@code ->} is one sign.
 *
 * @param parameters indices of the words that are a lambda's parameters, and stand for no column
 */
record SqlWords(String text, List<Word> all, Set<Integer> parameters) {
    /** A part of the text: words {@code from} up to, not with, {@code to}. */
    record Run(int from, int to) {}

    /** @param depth how many brackets are open around it; an opening and its closing bracket have the same */
    record Word(Kind kind, String text, int begins, int ends, int depth) {
        boolean is(String word) {
            return kind == Kind.NAME && text.equalsIgnoreCase(word);
        }

        boolean isSign(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        String upper() {
            return text.toUpperCase(Locale.ROOT);
        }
    }

    enum Kind {
        NAME,
        TEXT,
        NUMBER,
        SIGN
    }

    SqlWords {
        all = List.copyOf(all);
        parameters = Set.copyOf(parameters);
    }

    static SqlWords of(String sql) {
        List<Word> words = new ArrayList<>();
        int depth = 0;
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            int end = i + 1;
            if (Character.isWhitespace(c)) {
                i = end;
                continue;
            }
            if (sql.startsWith("--", i)) {
                int line = sql.indexOf('\n', i);
                i = line < 0 ? sql.length() : line;
                continue;
            }
            if (sql.startsWith("/*", i)) {
                int close = sql.indexOf("*/", i + 2);
                i = close < 0 ? sql.length() : close + 2;
                continue;
            }
            if (c == '\'' || c == '`' || c == '"') {
                end = quoteEnd(sql, i);
                boolean isName = c != '\'';
                String inside = sql.substring(i + 1, end - 1);
                words.add(new Word(isName ? Kind.NAME : Kind.TEXT, unquoted(inside), i, end, depth));
            } else if (Character.isLetter(c) || c == '_') {
                while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
                    end++;
                }
                words.add(new Word(Kind.NAME, sql.substring(i, end), i, end, depth));
            } else if (Character.isDigit(c)) {
                while (end < sql.length() && Character.isLetterOrDigit(sql.charAt(end))) {
                    end++;
                }
                words.add(new Word(Kind.NUMBER, sql.substring(i, end), i, end, depth));
            } else {
                end = sql.startsWith("->", i) ? i + 2 : end;
                boolean closes = c == ')' || c == ']' || c == '}';
                depth -= closes ? 1 : 0;
                words.add(new Word(Kind.SIGN, sql.substring(i, end), i, end, depth));
                depth += c == '(' || c == '[' || c == '{' ? 1 : 0;
            }
            i = end;
        }
        return new SqlWords(sql, words, LambdaParameters.in(new SqlWords(sql, words, Set.of())));
    }

    /** Position after the closing quote; a doubled quote stands for itself, and so does one after a backslash. */
    private static int quoteEnd(String sql, int start) {
        char quote = sql.charAt(start);
        int i = start + 1;
        while (i < sql.length()) {
            if (sql.charAt(i) == '\\') {
                i += 2;
            } else if (sql.charAt(i) != quote) {
                i++;
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        throw new UnknownSql("a quote is not closed");
    }

    private static String unquoted(String inside) {
        return inside.replace("''", "'").replace("\\'", "'");
    }

    /** A word of no kind before the first and after the last. */
    Word at(int index) {
        return index >= 0 && index < all.size()
                ? all.get(index)
                : new Word(Kind.SIGN, "", text.length(), text.length(), 0);
    }

    boolean isParameter(int index) {
        return parameters.contains(index);
    }

    /** Whether a query in brackets begins here. */
    boolean beginsQuery(int index) {
        return at(index).isSign("(")
                && (at(index + 1).is("SELECT") || at(index + 1).is("WITH"));
    }

    /** The parts of a list, which commas part. */
    List<Run> parts(Run run) {
        List<Run> parts = new ArrayList<>();
        int begins = run.from();
        for (int i = run.from(); i < run.to(); i++) {
            if (at(i).isSign(",") && at(i).depth() == at(run.from()).depth()) {
                parts.add(new Run(begins, i));
                begins = i + 1;
            }
        }
        if (begins < run.to()) {
            parts.add(new Run(begins, run.to()));
        }
        return parts;
    }

    /** Index of the bracket that closes the one at {@code open}. */
    int close(int open) {
        for (int i = open + 1; i < all.size(); i++) {
            if (all.get(i).depth() == all.get(open).depth()
                    && all.get(i).kind() == Kind.SIGN
                    && ")]}".contains(all.get(i).text())) {
                return i;
            }
        }
        throw new UnknownSql("a bracket is not closed");
    }

    /** The text of a run of words, blanks and line breaks as one blank. */
    String between(int from, int to) {
        return from >= to
                ? ""
                : text.substring(all.get(from).begins(), all.get(to - 1).ends()).replaceAll("\\s+", " ");
    }
}
