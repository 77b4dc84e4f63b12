package se.tvarsyn.source;

import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.canonical.RejectedRecord;

/** Fills one block of one document. Full by number of records, or by length of the payloads of what was unreadable. */
final class BlockBuilder {
    /** Rejected payloads are whole elements: sixteen large ones weigh as much as a full block. */
    private static final long MAX_PAYLOAD = 8L << 20;

    private final String document;
    private List<SourceRecord> records = new ArrayList<>();
    private List<RejectedRecord> unreadable = new ArrayList<>();
    private long payload;

    BlockBuilder(String document) {
        this.document = document;
    }

    void add(SourceRecord source) {
        records.add(source);
    }

    void reject(RejectedRecord rejected) {
        unreadable.add(rejected);
        payload += rejected.payload().length();
    }

    /** A part of an element that cannot be used; the rest of it can. */
    void reject(UnusableElement problem, long ordinal, String payloadOfPart) {
        reject(new RejectedRecord(problem.at(document, ordinal), payloadOfPart));
    }

    boolean isFull() {
        return records.size() + unreadable.size() >= SourceBlock.RECORDS || payload >= MAX_PAYLOAD;
    }

    boolean isEmpty() {
        return records.isEmpty() && unreadable.isEmpty();
    }

    /** The block so far; what follows goes to the next one. */
    SourceBlock take() {
        SourceBlock block = new SourceBlock(document, records, unreadable);
        records = new ArrayList<>();
        unreadable = new ArrayList<>();
        payload = 0;
        return block;
    }
}
