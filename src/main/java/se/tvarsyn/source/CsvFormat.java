package se.tvarsyn.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CSV with a header. Settings, in the mapping file's {@code format} section:
 *
 * <ul>
 *   <li>{@code delimiter}: one character, default {@code ;}
 *   <li>{@code encoding}: {@code auto} (default: byte order mark, else UTF-8 where the first MiB is UTF-8, else
 *       windows-1252), {@code utf-8}, {@code windows-1252}, {@code iso-8859-1}
 *   <li>{@code records}: one record type with the columns that the header must have, in any order
 *   <li>{@code optional}: columns that it may have
 *   <li>{@code aliases}: other headings of a column: {@code undervisningstid: ["Undv. tid"]}
 *   <li>{@code header_line}: the header's line, where titles stand above it, or {@code search}: the first line that has
 *       every required column
 *   <li>{@code numbers}: columns of numbers that may be written as {@code 1 234,5}; they are given as {@code 1234.5}
 * </ul>
 *
 * <p>Columns that are not named are never decoded. Names match without regard to case and surrounding blanks. A physical
 * line is a record; a blank line is none. Rejected records: {@code line-too-long}, {@code broken-quote}, {@code
 * wrong-column-count}, {@code wrong-encoding}. Unreadable deliveries: {@code empty-file}, {@code no-records}, {@code
 * missing-column}, {@code missing-header}, {@code duplicate-column}, {@code wrong-delimiter}, {@code wrong-encoding}, {@code unreadable-file}.
 */
public final class CsvFormat implements SourceFormat {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return List.of(CsvSettings.of(settings).layout());
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return false;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, @Nullable Path scratch)
            throws UnreadableDelivery {
        CsvSettings csv = CsvSettings.of(settings);
        List<CsvReading.Part> parts = new ArrayList<>();
        for (SourceDocument document : documents) {
            parts.add(look(document, csv));
        }
        return new CsvReading(csv, parts);
    }

    /** Finds what makes a file unreadable before anything of the delivery is loaded. */
    private static CsvReading.Part look(SourceDocument document, CsvSettings csv) throws UnreadableDelivery {
        try {
            CsvEncoding encoding = CsvEncoding.of(document, csv.encoding());
            try (CsvLines lines = new CsvLines(document.open(), csv.delimiter(), encoding.markLength())) {
                CsvHeader header = CsvHeader.read(document.name(), lines, encoding, csv);
                if (!lines.next()) {
                    throw CsvHeader.unreadable(
                            document.name(),
                            lines.number(),
                            "no-records",
                            "the file has a header and no records; ask the sender whether the export went wrong");
                }
                return new CsvReading.Part(document, encoding, header);
            }
        } catch (IOException e) {
            throw CsvHeader.unreadable(
                    document.name(), 0, "unreadable-file", "the file could not be read; check that it is there");
        }
    }
}
