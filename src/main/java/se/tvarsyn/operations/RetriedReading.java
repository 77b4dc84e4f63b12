package se.tvarsyn.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import se.tvarsyn.quarantine.KeptBatch;
import se.tvarsyn.quarantine.KeptBatches;
import se.tvarsyn.source.RecordPayload;
import se.tvarsyn.source.SourceBlock;
import se.tvarsyn.source.SourceLayout;
import se.tvarsyn.source.SourceReading;
import se.tvarsyn.source.SourceRecord;

/** Rejected records as source records once more, in the batches and on the lines that they first stood in. */
final class RetriedReading implements SourceReading {
    private final KeptBatches kept;
    private final Map<String, SourceLayout> layouts;
    private int ordinal;

    /** @param layouts of the feed's record types, by their names; every kept record has one of them */
    RetriedReading(KeptBatches kept, Map<String, SourceLayout> layouts) {
        this.kept = kept;
        this.layouts = Map.copyOf(layouts);
    }

    @Override
    public boolean hasNext() {
        return kept.hasNext();
    }

    @Override
    public SourceBlock next() {
        KeptBatch batch = kept.next();
        ordinal = batch.ordinal();
        List<SourceRecord> records = new ArrayList<>(batch.records().size());
        for (KeptBatch.KeptRecord record : batch.records()) {
            SourceLayout layout = Objects.requireNonNull(layouts.get(record.recordType()));
            records.add(RecordPayload.read(layout, record.line(), record.payload()));
        }
        return new SourceBlock(batch.document(), records, List.of());
    }

    /** Of the block that came last: its rows' versions are made of it. */
    int ordinal() {
        return ordinal;
    }

    @Override
    public Map<String, Long> referenceCounts() {
        return Map.of();
    }

    @Override
    public void close() {
        kept.close();
    }
}
