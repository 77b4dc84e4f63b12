package se.tvarsyn.warehouse;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the blocks of a streamed result join. The engine formats every block as a whole result of its own (seen on
 * 26.7.3: each begins with the names and types again), so only formats that are rows after a known header can be
 * streamed: the header of every block but the first is cut off. The others (JSON, Pretty, Parquet …) are made whole,
 * in memory.
 */
enum ResultFormat {
    ROWS,
    ROW_BINARY_WITH_NAMES,
    ROW_BINARY_WITH_NAMES_AND_TYPES,
    LINES_AFTER_ONE,
    LINES_AFTER_TWO,
    QUOTED_LINES_AFTER_ONE,
    QUOTED_LINES_AFTER_TWO;

    static @Nullable ResultFormat of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "rowbinary",
                    "native",
                    "tabseparated",
                    "tsv",
                    "tabseparatedraw",
                    "tsvraw",
                    "csv",
                    "jsoneachrow",
                    "jsonlines",
                    "ndjson",
                    "jsoncompacteachrow",
                    "lineasstring" -> ROWS;
            case "rowbinarywithnames" -> ROW_BINARY_WITH_NAMES;
            case "rowbinarywithnamesandtypes" -> ROW_BINARY_WITH_NAMES_AND_TYPES;
            case "tabseparatedwithnames", "tsvwithnames", "jsoncompacteachrowwithnames" -> LINES_AFTER_ONE;
            case "tabseparatedwithnamesandtypes", "tsvwithnamesandtypes", "jsoncompacteachrowwithnamesandtypes" ->
                LINES_AFTER_TWO;
            case "csvwithnames" -> QUOTED_LINES_AFTER_ONE;
            case "csvwithnamesandtypes" -> QUOTED_LINES_AFTER_TWO;
            default -> null;
        };
    }

    /** Leaves the buffer at the first row. */
    void skipHeader(ByteBuffer block) {
        switch (this) {
            case ROWS -> {
                // No header.
            }
            case ROW_BINARY_WITH_NAMES -> skipTexts(block, varint(block));
            case ROW_BINARY_WITH_NAMES_AND_TYPES -> skipTexts(block, 2 * varint(block));
            case LINES_AFTER_ONE -> skipLine(block, false);
            case LINES_AFTER_TWO -> {
                skipLine(block, false);
                skipLine(block, false);
            }
            case QUOTED_LINES_AFTER_ONE -> skipLine(block, true);
            case QUOTED_LINES_AFTER_TWO -> {
                skipLine(block, true);
                skipLine(block, true);
            }
        }
    }

    private static void skipTexts(ByteBuffer block, int count) {
        for (int i = 0; i < count; i++) {
            int length = varint(block);
            block.position(block.position() + length);
        }
    }

    /**
     * Skips a line.
     *
     * @param canQuote a line break within quotes belongs to a name; else one is escaped, and a quote is a letter
     */
    private static void skipLine(ByteBuffer block, boolean canQuote) {
        boolean quoted = false;
        while (block.hasRemaining()) {
            byte c = block.get();
            if (c == '"' && canQuote) {
                quoted = !quoted;
            } else if (c == '\n' && !quoted) {
                return;
            }
        }
    }

    private static int varint(ByteBuffer block) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = block.get();
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
