package se.tvarsyn.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.AbsenceNotice;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.AttendancePeriod;
import se.tvarsyn.canonical.CareDay;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Grade;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.canonical.SupportStep;

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

    /** Counts a batch: a function of the batch alone, so that whoever sends it and whoever loads it count the same. */
    public static LoadReceipt of(PseudonymousBatch batch) {
        Map<FactTable, Long> rows = new EnumMap<>(FactTable.class);
        long unlinked = 0;
        long unmapped = 0;
        for (PseudonymousRecord record : batch.records()) {
            FactTable table = record.fact().table();
            if (!table.isReference()) {
                unlinked += record.isLinkable() || !table.hasPerson() ? 0 : 1;
                unmapped += "".equals(unitOf(record.fact())) ? 1 : 0;
            }
            rows.merge(table, 1L, Long::sum);
        }
        long facts = batch.readCount()
                - batch.skippedCount()
                - batch.protectedCount()
                - batch.rejections().size();
        return new LoadReceipt(
                batch.origin().ticket(),
                batch.readCount(),
                facts,
                batch.rejections().size(),
                Math.max(0, batch.rejections().size() - batch.kept().size()),
                batch.protectedCount(),
                batch.skippedCount(),
                unlinked,
                unmapped,
                rows,
                batch.rejections(),
                batch.references());
    }

    /** Skolenhetskod of a fact, null for facts without a unit. */
    private static @Nullable String unitOf(Fact fact) {
        if (fact instanceof Attendance attendance) {
            return attendance.schoolUnitCode();
        }
        if (fact instanceof AttendancePeriod period) {
            return period.schoolUnitCode();
        }
        if (fact instanceof AbsenceNotice notice) {
            return notice.schoolUnitCode();
        }
        if (fact instanceof Grade grade) {
            return grade.schoolUnitCode();
        }
        if (fact instanceof CareDay day) {
            return day.schoolUnitCode();
        }
        return fact instanceof SupportStep step ? step.schoolUnitCode() : null;
    }
}
