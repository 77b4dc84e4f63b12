package se.tvarsyn.load;

import java.util.List;
import java.util.Map;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Rejection;

/**
 * What one batch gave. The counts hold once its delivery is closed: until then the block may be on its way.
 *
 * @param ticket of the delivery it counts for
 * @param rejections where and why, without any value
 * @param references reference entities that became rows, by record type
 * @param rows rows sent, by table; facts and reference entities
 * @param unkeyedCount rejected records whose key is unknown
 * @param unlinkedCount accepted facts about persons that cannot be joined across agencies
 * @param unmappedUnitCount accepted facts without skolenhetskod
 */
public record LoadReceipt(
        DeliveryTicket ticket,
        long readCount,
        long acceptedCount,
        long rejectedCount,
        long unkeyedCount,
        long protectedCount,
        long skippedCount,
        long unlinkedCount,
        long unmappedUnitCount,
        Map<FactTable, Long> rows,
        List<Rejection> rejections,
        Map<String, Long> references) {
    public LoadReceipt {
        rows = Map.copyOf(rows);
    }
}
