package se.tvarsyn.quarantine;

import java.util.List;

/**
 * Rejected records of one batch, deciphered, on their way through the chain once more.
 *
 * @param ordinal of the batch in the delivery that brought them: part of their rows' version
 * @param document name of the document, made safe
 */
public record KeptBatch(int ordinal, String document, List<KeptRecord> records) {
    public KeptBatch {
        records = List.copyOf(records);
    }

    @Override
    public String toString() {
        return "KeptBatch[" + ordinal + ", " + records.size() + " records]";
    }

    /**
     * One source record.
     *
     * @param line in its document
     * @param payload the record as it came, JSON
     */
    public record KeptRecord(long line, String recordType, String payload) {
        /** Never the payload. */
        @Override
        public String toString() {
            return "KeptRecord[" + recordType + ", line " + line + "]";
        }
    }
}
