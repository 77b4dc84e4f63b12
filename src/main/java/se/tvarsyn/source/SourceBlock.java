package se.tvarsyn.source;

import java.util.List;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.canonical.RejectedRecord;

/**
 * Some records of one document, in order. The same document always gives the same blocks: borders are counted in
 * records, never in time.
 *
 * @param document name of the document
 * @param unreadable what the format itself could not read: a broken line, a dangling reference; counted as read and
 *     rejected
 */
public record SourceBlock(String document, List<SourceRecord> records, List<RejectedRecord> unreadable) {
    /** Records in a full block: large enough for few parts in ClickHouse, small enough for a few in memory. */
    public static final int RECORDS = 65_536;

    @Override
    public String toString() {
        return "SourceBlock[" + DocumentNames.safe(document) + ", " + records.size() + " records]";
    }
}
