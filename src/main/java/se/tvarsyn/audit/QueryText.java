package se.tvarsyn.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a query without its literals: what was asked, not whom it was asked about. */
public final class QueryText {
    /** Comments too: they are free text. An unclosed quote takes the rest. */
    private static final Pattern LITERAL = Pattern.compile(
            "'(?:[^'\\\\]|\\\\.|'')*(?:'|$)" // text
                    + "|\\$(\\w*)\\$.*?(?:\\$\\1\\$|$)" // heredoc
                    + "|--[^\\n]*|/\\*.*?(?:\\*/|$)|#[^\\n]*" // comments
                    + "|\"[^\"]*(?:\"|$)|`[^`]*(?:`|$)" // quoted names
                    + "|(?<![A-Za-z_0-9])[0-9](?:[0-9A-Za-z_.]|(?<=[eEpP])[+-])*", // numbers
            Pattern.DOTALL);

    private static final Pattern PLAIN_NAME = Pattern.compile("([\"`])[A-Za-z_]+\\1");
    private static final int LONGEST = 2_000;

    private QueryText() {}

    /** Every literal becomes {@code ?}; names in double quotes and backticks stay only where they are plain words. */
    public static String withoutLiterals(String sql) {
        String bare = LITERAL.matcher(sql)
                .replaceAll(m -> PLAIN_NAME.matcher(m.group()).matches() ? Matcher.quoteReplacement(m.group()) : "?");
        String flat = bare.replaceAll("\\s+", " ").strip();
        return flat.length() > LONGEST ? flat.substring(0, LONGEST) + "…" : flat;
    }
}
