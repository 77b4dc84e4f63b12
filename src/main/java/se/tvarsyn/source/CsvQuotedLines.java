package se.tvarsyn.source;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Cells of a line that holds quotes, by Commons CSV. One parser reads all of them, because a parser per line costs an
 * 8 KiB buffer each; it sees one line at a time, so that a quote cannot reach over the line end.
 */
final class CsvQuotedLines {
    private final CSVFormat format;
    private OneLine line;
    private Iterator<CSVRecord> records;

    CsvQuotedLines(char delimiter) {
        format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
        line = new OneLine();
        records = parse(line);
    }

    /**
     * @param text without its line end
     * @return null where a quote is left open at the end of the line
     */
    @Nullable
    CSVRecord cells(String text) {
        line.text = text + "\n";
        line.position = 0;
        CSVRecord cells = records.next();
        if (line.wasReadBeyond || line.position < line.text.length()) {
            line = new OneLine();
            records = parse(line);
            return null;
        }
        return cells;
    }

    private Iterator<CSVRecord> parse(OneLine from) {
        try {
            return format.parse(from).iterator();
        } catch (IOException e) {
            throw new UncheckedIOException("Commons CSV reads from memory", e);
        }
    }

    private static final class OneLine extends Reader {
        private String text = "";
        private int position;
        private boolean wasReadBeyond;

        @Override
        public int read(char[] into, int offset, int length) {
            if (position == text.length()) {
                wasReadBeyond = true;
                return -1;
            }
            int given = Math.min(length, text.length() - position);
            text.getChars(position, position + given, into, offset);
            position += given;
            return given;
        }

        @Override
        public void close() {
            position = text.length();
        }
    }
}
