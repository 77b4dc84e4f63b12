package se.tvarsyn.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * Where the wanted columns stand in one file. Its messages name expected columns and counts, never what was found: a
 * file without a header has a personnummer in its first line.
 */
final class CsvHeader {
    private static final Map<Character, String> DELIMITERS =
            Map.of(';', "semicolon", ',', "comma", '\t', "tab", '|', "vertical bar");

    private final int[] places;
    private final List<String> found;
    private final long line;

    private CsvHeader(int[] places, List<String> found, long line) {
        this.places = places;
        this.found = found;
        this.line = line;
    }

    /** @return place of each field of the layout in the file, -1 where an optional column is not there */
    int[] places() {
        return places.clone();
    }

    int columns() {
        return found.size();
    }

    /** The file's own headings, in comparable form. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** Line of the header; records come after it. */
    long line() {
        return line;
    }

    /** Finds the header, and leaves {@code lines} at it. */
    static CsvHeader read(String document, CsvLines lines, CsvEncoding encoding, CsvSettings settings)
            throws IOException, UnreadableDelivery {
        if (!lines.next()) {
            throw unreadable(document, 1, "empty-file", "the file is empty; ask the sender for a new export");
        }
        int wanted = settings.columns().headerLine();
        if (wanted == ColumnSettings.SEARCH) {
            return search(document, lines, encoding, settings);
        }
        while (lines.number() < wanted) {
            if (!lines.next()) {
                throw unreadable(
                        document,
                        wanted,
                        "missing-header",
                        "the file ends before the line of its header; export it again");
            }
        }
        return headerAt(document, lines, encoding, settings);
    }

    private static CsvHeader search(String document, CsvLines lines, CsvEncoding encoding, CsvSettings settings)
            throws IOException, UnreadableDelivery {
        boolean isMore = true;
        while (isMore && lines.number() <= ColumnSettings.SEARCHED_LINES) {
            if (!lines.isTooLong() && !lines.hasOddQuotes()) {
                List<String> found = cells(text(lines, encoding), settings.delimiter());
                if (found != null
                        && Headings.find(found, settings.columns()).missing().isEmpty()) {
                    return headerAt(document, lines, encoding, settings);
                }
            }
            isMore = lines.next();
        }
        throw unreadable(
                document,
                1,
                "missing-column",
                "none of the first " + ColumnSettings.SEARCHED_LINES + " lines is a header with "
                        + String.join(", ", settings.columns().required()) + "; add the columns to the export");
    }

    private static String text(CsvLines lines, CsvEncoding encoding) {
        return new String(lines.bytes(), lines.start(), lines.length(), encoding.charset());
    }

    private static CsvHeader headerAt(String document, CsvLines lines, CsvEncoding encoding, CsvSettings settings)
            throws UnreadableDelivery {
        long line = lines.number();
        if (lines.isTooLong()) {
            throw unreadable(
                    document, line, "line-too-long", "the header is over " + CsvLines.LONGEST + " bytes; is this CSV?");
        }
        String text = text(lines, encoding);
        List<String> found = lines.hasOddQuotes() ? null : cells(text, settings.delimiter());
        if (found == null) {
            throw unreadable(
                    document, line, "broken-quote", "the header has a quote that is not closed; mend the header");
        }
        int required = settings.columns().required().size();
        Headings headings = Headings.find(found, settings.columns());
        if (!headings.missing().isEmpty()) {
            String other =
                    otherDelimiter(text, settings, required - headings.missing().size());
            throw other != null
                    ? unreadable(
                            document,
                            line,
                            "wrong-delimiter",
                            "cells are separated by " + other + ", not by "
                                    + DELIMITERS.getOrDefault(settings.delimiter(), "the configured delimiter")
                                    + "; export with that, or set format.delimiter in the mapping file")
                    : unreadable(
                            document,
                            line,
                            "missing-column",
                            "the header lacks " + String.join(", ", headings.missing()) + " (" + found.size()
                                    + " columns found, " + required
                                    + " expected); add them to the export, with a header as first line");
        }
        if (!headings.twice().isEmpty()) {
            throw unreadable(
                    document,
                    line,
                    "duplicate-column",
                    "the header has more than one " + String.join(", ", headings.twice()) + "; keep one of each");
        }
        return new CsvHeader(headings.places(), found, line);
    }

    private static @Nullable List<String> cells(String text, char delimiter) {
        CSVRecord cells = new CsvQuotedLines(delimiter).cells(text);
        return cells == null
                ? null
                : cells.stream().map(ColumnSettings::normal).collect(Collectors.toCollection(ArrayList::new));
    }

    /** @return name of a delimiter with which more of the wanted columns are found */
    private static @Nullable String otherDelimiter(String text, CsvSettings settings, int foundSoFar) {
        int fields = settings.layout().fields().size();
        for (Map.Entry<Character, String> other : DELIMITERS.entrySet()) {
            List<String> found = other.getKey() == settings.delimiter() ? null : cells(text, other.getKey());
            if (found != null) {
                int[] places = Headings.find(found, settings.columns()).places();
                if (fields - Arrays.stream(places).filter(place -> place < 0).count() > foundSoFar) {
                    return other.getValue();
                }
            }
        }
        return null;
    }

    static UnreadableDelivery unreadable(String document, long line, String reason, String mend) {
        return new UnreadableDelivery(new Rejection(document, line, null, reason, mend));
    }
}
