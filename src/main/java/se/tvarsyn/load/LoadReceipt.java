package se.tvarsyn.load;

import java.util.Map;
import se.tvarsyn.canonical.FactTable;

/**
 * What one batch gave. The counts hold once its delivery is closed: until then the block may be on its way.
 *
 * @param rows rows sent, by table; facts and reference entities
 * @param unlinkedCount accepted facts about persons that cannot be joined across agencies
 * @param unmappedUnitCount accepted facts without skolenhetskod
 */
public record LoadReceipt(
        long readCount,
        long acceptedCount,
        long rejectedCount,
        long protectedCount,
        long skippedCount,
        long unlinkedCount,
        long unmappedUnitCount,
        Map<FactTable, Long> rows) {
    public LoadReceipt {
        rows = Map.copyOf(rows);
    }
}
