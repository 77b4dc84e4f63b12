package se.tvarsyn.load;

import org.jspecify.annotations.Nullable;

/**
 * Which of two rows with the same key is the current one: the larger version. Made so that the order in which blocks
 * arrive does not matter.
 *
 * <p>Where the source tells when an entity was modified: its milliseconds, and the delivery's order for rows that were
 * modified at the same time. Where it does not: the delivery's order, and within a delivery the record's place, so that
 * the later of two lines wins.
 */
final class RowVersion {
    private static final int SEQUENCE_BITS = 22;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;
    private static final int PLACE_BITS = 42;
    private static final int LINE_BITS = 22;

    private RowVersion() {}

    /**
     * Version of a row.
     *
     * @param sequence order of the delivery
     * @param place from {@link #place}
     */
    static long of(@Nullable Long modifiedMillis, long sequence, long place) {
        if (modifiedMillis != null) {
            return modifiedMillis << SEQUENCE_BITS | sequence & SEQUENCE_MASK;
        }
        return clearing(sequence, place) | 1;
    }

    /**
     * A record's place within its delivery.
     *
     * @param ordinal of the batch
     * @param line of the record; its low 22 bits tell the records of one batch apart
     */
    static long place(int ordinal, long line) {
        if (ordinal >= 1 << 19) {
            throw new IllegalArgumentException("a delivery of more than 500,000 batches; send it in parts");
        }
        return (long) ordinal << LINE_BITS | line & (1L << LINE_BITS) - 1;
    }

    /** Version of the tombstones of a group that is replaced: over every earlier row, under every row after it. */
    static long clearing(long sequence, long place) {
        return sequence << PLACE_BITS | place << 1;
    }
}
