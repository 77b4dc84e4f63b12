package se.tvarsyn.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Physical lines of a CSV file, one at a time in one buffer that never grows.
 *
 * <p>A physical line is a record, whatever its quotes say: a quote that is opened and not closed would otherwise make
 * one record of all the lines up to the next quote, and lose every one of them (school exports quote nothing that holds
 * a line end). It works on bytes because delimiter, quote and line ends are ASCII in all encodings taken, so that only
 * the wanted cells need decoding.
 */
final class CsvLines implements Closeable {
    /** Bytes of a line; a longer one is thrown away as it streams by. */
    static final int LONGEST = 65_536;

    private static final byte PLAIN = 0;
    private static final byte DELIMITER = 1;
    private static final byte QUOTE = 2;
    private static final byte LINE_FEED = 3;
    private static final byte CARRIAGE_RETURN = 4;

    private final InputStream in;
    private final byte[] kinds = new byte[256];
    private final byte[] buffer = new byte[4 * LONGEST + CsvCells.OVERHANG];
    private int[] cellEnds = new int[64];

    private int position;
    private int limit;
    private boolean isAtEnd;
    private boolean skipsLineFeed;

    private long number;
    private int start;
    private int end;
    private int delimiters;
    private int quotes;
    private boolean isTooLong;

    CsvLines(InputStream in, char delimiter, int skippedBytes) throws IOException {
        this.in = in;
        kinds[delimiter] = DELIMITER;
        kinds['"'] = QUOTE;
        kinds['\n'] = LINE_FEED;
        kinds['\r'] = CARRIAGE_RETURN;
        in.skipNBytes(skippedBytes);
    }

    /** Goes to the next line that is not blank. */
    boolean next() throws IOException {
        do {
            if (!nextPhysical()) {
                return false;
            }
        } while (isBlank());
        return true;
    }

    /** Line number from 1, blank lines counted. */
    long number() {
        return number;
    }

    boolean isTooLong() {
        return isTooLong;
    }

    boolean hasQuotes() {
        return quotes > 0;
    }

    boolean hasOddQuotes() {
        return (quotes & 1) == 1;
    }

    /** Cells of a line without quotes. */
    int cells() {
        return delimiters + 1;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    int cellStart(int cell) {
        return cell == 0 ? start : start + cellEnds[cell - 1] + 1;
    }

    int cellEnd(int cell) {
        return cell == delimiters ? end : start + cellEnds[cell];
    }

    private boolean nextPhysical() throws IOException {
        start = position;
        delimiters = 0;
        quotes = 0;
        isTooLong = false;
        if (position == limit && !fill()) {
            return false;
        }
        if (skipsLineFeed) {
            skipsLineFeed = false;
            if (buffer[position] == '\n') {
                position++;
                start = position;
                if (position == limit && !fill()) {
                    return false;
                }
            }
        }
        number++;
        do {
            if (scan()) {
                isTooLong = isTooLong || end - start > LONGEST;
                return true;
            }
            if (position - start > LONGEST) {
                isTooLong = true;
                start = position;
                delimiters = 0;
            }
        } while (fill());
        end = position;
        return true;
    }

    /** @return whether the end of the line was found; {@code position} is behind it then */
    private boolean scan() {
        byte[] bytes = buffer;
        byte[] kindOf = kinds;
        int at = position;
        int to = limit;
        while (at < to) {
            byte kind = kindOf[bytes[at] & 0xFF];
            if (kind != PLAIN) {
                if (kind == DELIMITER) {
                    if (delimiters == cellEnds.length) {
                        cellEnds = Arrays.copyOf(cellEnds, 2 * delimiters);
                    }
                    cellEnds[delimiters++] = at - start;
                } else if (kind == QUOTE) {
                    quotes++;
                } else {
                    end = at;
                    position = at + 1;
                    skipsLineFeed = kind == CARRIAGE_RETURN;
                    return true;
                }
            }
            at++;
        }
        position = at;
        return false;
    }

    /** Keeps what there is of the line, at the front of the buffer. */
    private boolean fill() throws IOException {
        if (isAtEnd) {
            return false;
        }
        int kept = limit - start;
        System.arraycopy(buffer, start, buffer, 0, kept);
        position -= start;
        start = 0;
        limit = kept;
        int read = in.read(buffer, limit, buffer.length - CsvCells.OVERHANG - limit);
        if (read < 0) {
            isAtEnd = true;
            return false;
        }
        limit += read;
        return true;
    }

    private boolean isBlank() {
        if (isTooLong || delimiters > 0 || quotes > 0) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
