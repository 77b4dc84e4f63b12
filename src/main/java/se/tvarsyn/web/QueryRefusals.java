package se.tvarsyn.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.tvarsyn.warehouse.ReadQuery;

/** ClickHouse's numbers of errors, in our words: its own may quote a row. */
final class QueryRefusals {
    static final int QUOTA = 201;
    static final String READS_ONLY = "reads-only";

    private static final int SYNTAX = 62;
    private static final int NO_FORMAT = 344;

    /** Bytes of the statement, and no value: the parser stops before a row is read. */
    private static final Pattern POSITION = Pattern.compile("failed at position (\\d{1,9})");

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(SYNTAX, "syntax"),
            Map.entry(60, "table"),
            Map.entry(81, "table"),
            Map.entry(47, "column"),
            Map.entry(16, "column"),
            Map.entry(10, "column"),
            Map.entry(207, "column"),
            Map.entry(46, "function"),
            Map.entry(63, "function"),
            Map.entry(42, "arguments"),
            Map.entry(43, "arguments"),
            Map.entry(35, "arguments"),
            Map.entry(36, "arguments"),
            Map.entry(53, "types"),
            Map.entry(386, "types"),
            Map.entry(6, "conversion"),
            Map.entry(27, "conversion"),
            Map.entry(41, "conversion"),
            Map.entry(70, "conversion"),
            Map.entry(72, "conversion"),
            Map.entry(184, "grouping"),
            Map.entry(215, "grouping"),
            Map.entry(164, "settings"),
            Map.entry(115, "settings"),
            Map.entry(392, "settings"),
            Map.entry(452, "settings"),
            Map.entry(497, "denied"),
            Map.entry(291, "denied"),
            Map.entry(158, "read-much"),
            Map.entry(307, "read-much"),
            Map.entry(131, "answer-large"),
            Map.entry(396, "answer-large"),
            Map.entry(241, "memory"),
            Map.entry(159, "time"),
            Map.entry(160, "time"),
            Map.entry(395, "thrown"),
            Map.entry(NO_FORMAT, "format"),
            Map.entry(QUOTA, "quota"));

    private QueryRefusals() {}

    static QueryOutcome.Refusal of(ReadQuery.Refused refused, String sql) {
        int code = refused.code();
        if (code == 0) {
            return told(READS_ONLY);
        }
        return new QueryOutcome.Refusal(
                WORDS.getOrDefault(code, "other"),
                code,
                code == SYNTAX ? line(String.valueOf(refused.getMessage()), sql) : 0);
    }

    /** Not of ClickHouse. */
    static QueryOutcome.Refusal told(String word) {
        return new QueryOutcome.Refusal(word, 0, 0);
    }

    private static int line(String message, String sql) {
        Matcher position = POSITION.matcher(message);
        if (!position.find()) {
            return 0;
        }
        byte[] bytes = sql.strip().getBytes(StandardCharsets.UTF_8);
        int end = Math.min(bytes.length, Integer.parseInt(position.group(1)) - 1);
        int line = 1
                + (int) sql.substring(0, sql.indexOf(sql.strip()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        for (int i = 0; i < end; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
