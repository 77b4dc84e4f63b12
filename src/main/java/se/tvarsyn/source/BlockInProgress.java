package se.tvarsyn.source;

import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.canonical.RejectedRecord;

/**
 * A block while it fills. Its border depends on nothing but the document: so many records, or so many characters where
 * records are uncommonly long, so that a file of 64 KiB lines costs no more memory than one of 50 byte lines.
 */
final class BlockInProgress {
    static final long CHARACTERS = 16L * 1024 * 1024;

    private final String document;
    private final List<SourceRecord> records;
    private final List<RejectedRecord> unreadable = new ArrayList<>();
    private long characters;

    BlockInProgress(String document) {
        this.document = document;
        this.records = new ArrayList<>(1024);
    }

    void add(SourceRecord read, long itsCharacters) {
        records.add(read);
        characters += itsCharacters;
    }

    void add(RejectedRecord rejected) {
        unreadable.add(rejected);
        characters += rejected.payload().length();
    }

    boolean isFull() {
        return records.size() + unreadable.size() >= SourceBlock.RECORDS || characters >= CHARACTERS;
    }

    SourceBlock done() {
        return new SourceBlock(document, records, unreadable);
    }
}
