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
    private final int columns;

    private CsvHeader(int[] places, int columns) {
        this.places = places;
        this.columns = columns;
    }

    /** @return place of each field of the layout in the file, -1 where an optional column is not there */
    int[] places() {
        return places.clone();
    }

    int columns() {
        return columns;
    }

    /** Reads the first line that is not blank. */
    static CsvHeader read(String document, CsvLines lines, CsvEncoding encoding, CsvSettings settings)
            throws IOException, UnreadableDelivery {
        if (!lines.next()) {
            throw unreadable(document, 1, "empty-file", "the file is empty; ask the sender for a new export");
        }
        long line = lines.number();
        if (lines.isTooLong()) {
            throw unreadable(
                    document, line, "line-too-long", "the header is over " + CsvLines.LONGEST + " bytes; is this CSV?");
        }
        String text = new String(lines.bytes(), lines.start(), lines.length(), encoding.charset());
        List<String> found = lines.hasOddQuotes() ? null : cells(text, settings.delimiter());
        if (found == null) {
            throw unreadable(
                    document, line, "broken-quote", "the header has a quote that is not closed; mend the header");
        }
        SourceLayout layout = settings.layout();
        int[] places = new int[layout.fields().size()];
        Arrays.fill(places, -1);
        List<String> twice = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int field = 0; field < places.length; field++) {
            String name = layout.fields().get(field);
            String normal = CsvSettings.normal(name);
            places[field] = found.indexOf(normal);
            if (places[field] < 0 && field < settings.required().size()) {
                missing.add(name);
            } else if (places[field] != found.lastIndexOf(normal)) {
                twice.add(name);
            }
        }
        if (!missing.isEmpty()) {
            String other = otherDelimiter(
                    text, layout, settings.delimiter(), settings.required().size() - missing.size());
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
                            "the header lacks " + String.join(", ", missing) + " (" + found.size() + " columns found, "
                                    + settings.required().size()
                                    + " expected); add them to the export, with a header as first line");
        }
        if (!twice.isEmpty()) {
            throw unreadable(
                    document,
                    line,
                    "duplicate-column",
                    "the header has more than one " + String.join(", ", twice) + "; keep one of each");
        }
        return new CsvHeader(places, found.size());
    }

    private static @Nullable List<String> cells(String text, char delimiter) {
        CSVRecord cells = new CsvQuotedLines(delimiter).cells(text);
        return cells == null
                ? null
                : cells.stream().map(CsvSettings::normal).collect(Collectors.toCollection(ArrayList::new));
    }

    /** @return name of a delimiter with which more of the wanted columns are found */
    private static @Nullable String otherDelimiter(String text, SourceLayout layout, char configured, int foundSoFar) {
        for (Map.Entry<Character, String> other : DELIMITERS.entrySet()) {
            List<String> found = other.getKey() == configured ? null : cells(text, other.getKey());
            if (found != null
                    && layout.fields().stream()
                                    .filter(name -> found.contains(CsvSettings.normal(name)))
                                    .count()
                            > foundSoFar) {
                return other.getValue();
            }
        }
        return null;
    }

    static UnreadableDelivery unreadable(String document, long line, String reason, String mend) {
        return new UnreadableDelivery(new Rejection(document, line, null, reason, mend));
    }
}
