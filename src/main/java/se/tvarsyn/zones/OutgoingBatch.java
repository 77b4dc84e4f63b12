package se.tvarsyn.zones;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.load.LoadReceipt;

/** A batch that is being written, block by block. */
final class OutgoingBatch implements AutoCloseable {
    private final SealedBlocks blocks;
    private final DataOutputStream out;
    private final BatchContent content = new BatchContent();
    private BatchEnd counted = new BatchEnd(0, 0, 0, 0, 0, 0);

    OutgoingBatch(OutputStream file, ZoneKeys sender, ZonePublicKey receiver, BatchFacts facts) throws IOException {
        this.blocks = new SealedBlocks(file, sender, receiver);
        this.out = new DataOutputStream(blocks);
        out.write(content.layout());
        content.facts.write(out, facts);
    }

    /** @return what the receiver's load will count */
    LoadReceipt add(PseudonymousBatch batch) throws IOException {
        out.writeByte(BatchContent.ROWS);
        content.rows.write(out, batch);
        LoadReceipt receipt = LoadReceipt.of(batch);
        counted = plus(counted, receipt);
        return receipt;
    }

    static BatchEnd plus(BatchEnd end, LoadReceipt receipt) {
        return new BatchEnd(
                end.blocks() + 1,
                end.read() + receipt.readCount(),
                end.accepted() + receipt.acceptedCount(),
                end.rejected() + receipt.rejectedCount(),
                end.protectedPersons() + receipt.protectedCount(),
                end.skipped() + receipt.skippedCount());
    }

    /**
     * Makes it a batch: end, last block, signature.
     *
     * @param standing the sender's, what this delivery says among it
     */
    void finish(StandingState standing) throws IOException {
        out.writeByte(BatchContent.END);
        content.standing.write(out, standing);
        content.end.write(out, counted);
        out.flush();
        blocks.finish();
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
