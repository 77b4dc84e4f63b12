package se.tvarsyn.canonical;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch in which nobody can be named any more. The only thing that {@code load} accepts.
 *
 * @param clearings tokens of the groups that this batch replaces
 * @param withdrawals tokens of the rows that count no more
 * @param kept tokens of rows whose newest record was rejected: a claim to completeness must not remove them
 * @param protectedPersons tokens of persons barred since: their rows are erased, in every feed
 * @param rejections where and why, without payload: that went to the quarantine
 * @param protectedCount records left out because the person's identity is protected
 */
public record PseudonymousBatch(
        BatchOrigin origin,
        List<PseudonymousRecord> records,
        List<ClearedGroup> clearings,
        List<WithdrawnRow> withdrawals,
        List<KeptRow> kept,
        List<Pseudonym> protectedPersons,
        List<Rejection> rejections,
        long readCount,
        long skippedCount,
        long protectedCount,
        Map<String, Long> references) {
    private static final String CARRIED = "batch";

    public PseudonymousBatch {
        Objects.requireNonNull(origin);
    }

    /**
     * The same rows as part of another zone's delivery. Documents lose their names: a file may be named after a person,
     * and line and field are enough for whoever has the file.
     */
    public PseudonymousBatch carriedUnder(DeliveryTicket ticket) {
        List<Rejection> unnamed = rejections.stream()
                .map(r -> new Rejection(CARRIED, r.line(), r.field(), r.reason(), r.mend()))
                .toList();
        return new PseudonymousBatch(
                new BatchOrigin(ticket, CARRIED, origin.ordinal()),
                records,
                clearings,
                withdrawals,
                kept,
                protectedPersons,
                unnamed,
                readCount,
                skippedCount,
                protectedCount,
                references);
    }

    /**
     * A row that counts no more, whether it was ever delivered or not. Names nobody.
     *
     * @param sourceKey token of the row
     * @param group token of the meeting or case, null for tables without
     * @param isUndated whether the row goes whatever its time; {@code modifiedMillis} is then null
     */
    public record WithdrawnRow(
            long line,
            FactTable table,
            Pseudonym sourceKey,
            @Nullable Pseudonym group,
            @Nullable Pseudonym groupCode,
            @Nullable Long modifiedMillis,
            boolean isUndated) {
        public WithdrawnRow {
            Objects.requireNonNull(table);
            Objects.requireNonNull(sourceKey);
        }
    }

    /** A row that stays as it is, whether it was ever delivered or not. */
    public record KeptRow(FactTable table, Pseudonym sourceKey) {}

    /**
     * A group whose earlier rows are replaced.
     *
     * @param line line or ordinal of the record that says so
     * @param group token of the group
     * @param code token of the group without its date, null where the code names several days
     * @param isDated whether the table's rows carry the source's modification times in this feed
     */
    public record ClearedGroup(
            long line,
            FactTable table,
            Pseudonym group,
            @Nullable Pseudonym code,
            boolean isDated) {}
}
