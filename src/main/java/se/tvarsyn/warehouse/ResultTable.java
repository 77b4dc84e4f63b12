package se.tvarsyn.warehouse;

import com.clickhouse.data.ClickHouseFormat;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a query's result, each value as the text that ClickHouse writes.
 *
 * @param names of the columns
 * @param types ClickHouse's, one for each column
 * @param rows a text for each column; null = NULL, which is another thing than ""
 * @param isCut whether there may be more rows than these
 */
public record ResultTable(List<String> names, List<String> types, List<List<@Nullable String>> rows, boolean isCut) {
    /** Says names and types first; a tab ends a value and a line feed a row, and within values both are escaped. */
    static final ClickHouseFormat FORMAT = ClickHouseFormat.TabSeparatedWithNamesAndTypes;

    private static final int HEAD = 2;

    public ResultTable {
        names = List.copyOf(names);
        types = List.copyOf(types);
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }

    /** Reads no further than it must; a row that the limit of bytes falls into is left out. */
    static ResultTable read(InputStream answer, int mostRows, int mostBytes) throws IOException {
        BufferedInputStream in = new BufferedInputStream(answer);
        List<List<@Nullable String>> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean isCut = false;
        int left = mostBytes;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (left-- == 0 || lines.size() == mostRows + HEAD) {
                isCut = true;
                break;
            }
            if (b == '\n') {
                lines.add(values(line.toString(StandardCharsets.UTF_8)));
                line.reset();
            } else {
                line.write(b);
            }
        }
        return new ResultTable(
                lines.isEmpty() ? List.of() : texts(lines.get(0)),
                lines.size() < HEAD ? List.of() : texts(lines.get(1)),
                lines.size() < HEAD ? List.of() : lines.subList(HEAD, lines.size()),
                isCut);
    }

    private static List<String> texts(List<@Nullable String> values) {
        return values.stream().map(value -> value == null ? "" : value).toList();
    }

    private static List<@Nullable String> values(String line) {
        List<@Nullable String> values = new ArrayList<>();
        for (String value : line.split("\t", -1)) {
            values.add(value.equals("\\N") ? null : plain(value));
        }
        return Collections.unmodifiableList(values);
    }

    private static String plain(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                c = switch (value.charAt(++i)) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case '0' -> '\0';
                    default -> value.charAt(i);
                };
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
