package se.tvarsyn.load;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;

/**
 * Which columns a block has to carry. A column in which every row has the table's default is left out and filled in by
 * ClickHouse: reading a value from RowBinary is most of what an insert costs, and a source without late arrivals need
 * not pay for them. A function of the rows, so the same block always has the same shape.
 */
record RowShape(
        boolean unspecified,
        boolean other,
        boolean late,
        boolean unreported,
        boolean unscheduled,
        boolean lesson,
        boolean deleted) {

    static RowShape of(PseudonymousBatch batch) {
        boolean hasWithdrawals = !batch.withdrawals().isEmpty();
        boolean unspecified = false;
        boolean other = false;
        boolean late = false;
        boolean unreported = hasWithdrawals;
        boolean unscheduled = false;
        boolean lesson = batch.withdrawals().stream().anyMatch(w -> w.group() != null);
        boolean deleted = hasWithdrawals;
        for (PseudonymousRecord record : batch.records()) {
            deleted |= record.isDeleted();
            if (record.fact() instanceof Attendance attendance) {
                unspecified |= attendance.unspecifiedAbsenceMinutes() != 0;
                other |= attendance.otherMinutes() != 0;
                late |= attendance.lateMinutes() != null;
                unreported |= !attendance.isReported();
                unscheduled |= !attendance.hasSchedule();
                lesson |= record.group() != null;
            }
        }
        return new RowShape(unspecified, other, late, unreported, unscheduled, lesson, deleted);
    }

    /** The columns that are carried, in their order. Other tables' blocks leave out the mark of deletion only. */
    List<String> columns(FactTable table) {
        Set<String> left = new HashSet<>();
        leave(left, deleted, "is_deleted");
        if (table == FactTable.ATTENDANCE) {
            leaveOfLessons(left);
        }
        return FactColumns.of(table).stream().filter(c -> !left.contains(c)).toList();
    }

    private void leaveOfLessons(Set<String> left) {
        leave(left, unspecified, "unspecified_absence_minutes");
        leave(left, other, "other_minutes");
        leave(left, late, "late_minutes");
        leave(left, unreported, "is_reported");
        leave(left, unscheduled, "has_schedule");
        leave(left, lesson, "lesson_key");
    }

    private static void leave(Set<String> left, boolean isCarried, String column) {
        if (!isCarried) {
            left.add(column);
        }
    }
}
