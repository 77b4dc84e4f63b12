package se.tvarsyn.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/** Blocks of CSV files, one file after the other; a block never holds records of two files. */
final class CsvReading implements SourceReading {
    /** A file whose header has been found good. */
    record Part(SourceDocument document, CsvEncoding encoding, CsvHeader header) {}

    private final CsvSettings settings;
    private final SourceLayout layout;
    private final List<Part> parts;
    private final Payload payload = new Payload();
    private final FieldsSeen fieldsSeen = new FieldsSeen();
    /** Null where no column is one of numbers: the plain path pays for nothing it does not need. */
    private final boolean @Nullable [] numbers;

    private int nextPart;
    private @Nullable OpenPart open;

    CsvReading(CsvSettings settings, List<Part> parts) {
        this.settings = settings;
        this.layout = settings.layout();
        this.parts = List.copyOf(parts);
        this.numbers = settings.columns().numbers().isEmpty()
                ? null
                : settings.columns().numberFields();
    }

    @Override
    public boolean hasNext() {
        return open != null || nextPart < parts.size();
    }

    @Override
    public SourceBlock next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all records have been read");
        }
        String document = open == null ? parts.get(nextPart).document().name() : open.document;
        try {
            if (open == null) {
                open = new OpenPart(parts.get(nextPart++));
            }
            BlockInProgress block = new BlockInProgress(open.document);
            boolean isMore = true;
            while (isMore && !block.isFull()) {
                open.take(block);
                isMore = open.lines.next();
            }
            if (!isMore) {
                open.lines.close();
                open = null;
            }
            return block.done();
        } catch (IOException e) {
            throw new UncheckedIOException(document + ": the file could not be read to its end; load it again", e);
        }
    }

    @Override
    public Map<String, Long> referenceCounts() {
        return Map.of();
    }

    @Override
    public FieldsSeen fieldsSeen() {
        return fieldsSeen;
    }

    @Override
    public void close() {
        nextPart = parts.size();
        if (open != null) {
            OpenPart closing = open;
            open = null;
            try {
                closing.lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(closing.document + ": could not be closed", e);
            }
        }
    }

    /** The file that is being read; its lines stand at a record that has not been taken. */
    private final class OpenPart {
        private final String document;
        private final CsvLines lines;
        private final CsvEncoding encoding;
        private final CsvQuotedLines quoted = new CsvQuotedLines(settings.delimiter());
        private final int[] places;
        private final int columns;
        private final CsvCells[] cells;

        OpenPart(Part part) throws IOException {
            document = part.document().name();
            encoding = part.encoding();
            places = part.header().places();
            columns = part.header().columns();
            part.header()
                    .found()
                    .forEach(heading -> fieldsSeen.saw(layout.recordType(), heading, FieldsSeen.Kind.TEXT));
            cells = new CsvCells[places.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = new CsvCells(encoding.charset());
            }
            lines = new CsvLines(part.document().open(), settings.delimiter(), encoding.markLength());
            boolean hasRecord = lines.next();
            while (hasRecord && lines.number() <= part.header().line()) {
                hasRecord = lines.next();
            }
            if (!hasRecord) {
                lines.close();
                throw new IOException("the file changed while it was read");
            }
        }

        void take(BlockInProgress block) {
            if (lines.isTooLong()) {
                block.add(new RejectedRecord(
                        rejection(
                                null,
                                "line-too-long",
                                "the line is over " + CsvLines.LONGEST + " bytes; look for a lost line end"),
                        Payload.NOTHING));
            } else if (lines.hasQuotes()) {
                takeQuoted(block);
            } else if (lines.cells() != columns) {
                rejectCount(block, lines.cells());
            } else {
                takePlain(block);
            }
        }

        private void takePlain(BlockInProgress block) {
            @Nullable String[] values = new String[places.length];
            for (int field = 0; field < places.length; field++) {
                int place = places[field];
                if (place >= 0) {
                    String text = cells[field].text(lines.bytes(), lines.cellStart(place), lines.cellEnd(place));
                    if (text == null) {
                        rejectEncoding(block, field);
                        return;
                    }
                    values[field] = text;
                }
            }
            add(block, values);
        }

        private void takeQuoted(BlockInProgress block) {
            CSVRecord record = lines.hasOddQuotes() ? null : quoted.cells(line());
            if (record == null) {
                reject(block, null, "broken-quote", "a quote is not closed on its line; close it or double it");
                return;
            }
            if (record.size() != columns) {
                rejectCount(block, record.size());
                return;
            }
            @Nullable String[] values = new String[places.length];
            for (int field = 0; field < places.length; field++) {
                if (places[field] >= 0) {
                    values[field] = record.get(places[field]);
                    if (CsvCells.isUndecodable(record.get(places[field]))) {
                        rejectEncoding(block, field);
                        return;
                    }
                }
            }
            add(block, values);
        }

        private void add(BlockInProgress block, @Nullable String[] values) {
            if (numbers != null) {
                for (int field = 0; field < values.length; field++) {
                    String text = values[field];
                    if (numbers[field] && text != null) {
                        values[field] = PlainNumber.of(text);
                    }
                }
            }
            block.add(new SourceRecord(layout, lines.number(), values), lines.length());
        }

        private void rejectCount(BlockInProgress block, int found) {
            reject(
                    block,
                    null,
                    "wrong-column-count",
                    found + " cells under a header of " + columns + "; look for a lost or an extra delimiter");
        }

        private void rejectEncoding(BlockInProgress block, int field) {
            reject(
                    block,
                    layout.fields().get(field),
                    "wrong-encoding",
                    "the cell is not in the file's encoding; export the whole file in one encoding");
        }

        private void reject(BlockInProgress block, @Nullable String field, String reason, String mend) {
            block.add(new RejectedRecord(
                    rejection(field, reason, mend),
                    lines.length() > Payload.LONGEST ? Payload.NOTHING : payload.of(Map.of("line", line()))));
        }

        private Rejection rejection(@Nullable String field, String reason, String mend) {
            return new Rejection(document, lines.number(), field, reason, mend);
        }

        private String line() {
            return new String(lines.bytes(), lines.start(), lines.length(), encoding.charset());
        }
    }
}
