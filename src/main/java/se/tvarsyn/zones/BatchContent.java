package se.tvarsyn.zones;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.canonical.PseudonymousBatch;

/** The order of what is sealed in a batch: layout, facts, blocks of rows, standing state, end. */
final class BatchContent {
    static final int LAYOUT_LENGTH = 16;
    /** Stands before a block of rows. */
    static final byte ROWS = 1;
    /** Stands before the standing state and the end. */
    static final byte END = 0;

    final RecordCodec<BatchFacts> facts = RecordCodec.of(BatchFacts.class);
    final RecordCodec<PseudonymousBatch> rows = RecordCodec.of(PseudonymousBatch.class);
    final RecordCodec<StandingState> standing = RecordCodec.of(StandingState.class);
    final RecordCodec<BatchEnd> end = RecordCodec.of(BatchEnd.class);

    /** Both ends must have the same records; a release that changes one changes this. */
    byte[] layout() {
        String all = facts.layout() + "\n" + rows.layout() + "\n" + standing.layout() + "\n" + end.layout();
        return Arrays.copyOf(SealedBlocks.sha256().digest(all.getBytes(StandardCharsets.UTF_8)), LAYOUT_LENGTH);
    }
}
