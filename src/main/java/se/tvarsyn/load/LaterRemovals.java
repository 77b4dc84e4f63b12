package se.tvarsyn.load;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * What later deliveries took back, asked before a rejected record of an earlier one is loaded after all. A row that is
 * there keeps its place by its version and its tombstone; a row that was rejected left nothing that a tombstone could
 * cover, so it is left out here. Corrections need no question: they have the larger version.
 */
public final class LaterRemovals {
    private static final List<String> COLUMNS = List.of("feed", "table_name", "removed_key", "position", "delivery_id");
    /** Tokens in one question. */
    private static final int AT_ONCE = 1_000;

    private final Statements statements;
    private final Map<UUID, List<Scope>> retries = new ConcurrentHashMap<>();

    public LaterRemovals(Warehouse warehouse) {
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable("The warehouse did not answer while it was asked what later deliveries"
                        + " took back (ClickHouse error " + code + "); do it again: nothing is doubled"));
    }

    /**
     * A retry begins.
     *
     * @param ticket with the place in the order that the records' own delivery has
     */
    public void begin(DeliveryTicket ticket) {
        List<Scope> scopes = new ArrayList<>();
        statements.each(
                "SELECT table_name, toString(from_on), toString(to_on) FROM ops.delivery_claim FINAL"
                        + " WHERE state = 'settled' AND delivery_id IN (" + later(ticket) + ")",
                row -> scopes.add(new Scope(row.getString(1), day(row.getString(2)), day(row.getString(3)))));
        retries.put(ticket.id(), List.copyOf(scopes));
    }

    public void end(DeliveryTicket ticket) {
        retries.remove(ticket.id());
    }

    /**
     * Forgets what no rejected record can ask for any longer: every one that came before a removal is destroyed by then. A
     * day is added for clocks that differ.
     *
     * @param retention of rejected records
     */
    public void expire(Duration retention) {
        String old = "written_at < now64(6) - INTERVAL " + (retention.toDays() + 1) + " DAY";
        if (statements.number("SELECT count() FROM ops.removal WHERE " + old) > 0) {
            statements.execute("ALTER TABLE ops.removal DELETE WHERE " + old + " SETTINGS mutations_sync = 2");
        }
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    /** SQL: deliveries of the feed that came later, and are in. */
    private static String later(DeliveryTicket ticket) {
        return "SELECT delivery_id FROM ops.delivery FINAL WHERE feed = '"
                + new Tombstones(ticket, FactTable.DATABASE).feed()
                + "' AND sequence > " + ticket.sequence();
    }

    /** The batch without the rows that a later delivery took back, which count as skipped. Others pass as they are. */
    PseudonymousBatch without(PseudonymousBatch batch) {
        List<Scope> scopes = retries.get(batch.origin().ticket().id());
        if (scopes == null || batch.records().isEmpty()) {
            return batch;
        }
        Map<FactTable, List<PseudonymousRecord>> byTable = new EnumMap<>(FactTable.class);
        batch.records().forEach(r -> byTable.computeIfAbsent(r.fact().table(), none -> new ArrayList<>())
                .add(r));
        Set<PseudonymousRecord> removed = Collections.newSetFromMap(new IdentityHashMap<>());
        byTable.forEach((table, records) -> removed.addAll(removed(batch.origin(), scopes, table, records)));
        if (removed.isEmpty()) {
            return batch;
        }
        long facts =
                removed.stream().filter(r -> !r.fact().table().isReference()).count();
        return new PseudonymousBatch(
                batch.origin(),
                batch.records().stream().filter(r -> !removed.contains(r)).toList(),
                batch.clearings(),
                batch.withdrawals(),
                batch.kept(),
                batch.protectedPersons(),
                batch.rejections(),
                batch.readCount(),
                batch.skippedCount() + facts,
                batch.protectedCount(),
                batch.references());
    }

    private List<PseudonymousRecord> removed(
            BatchOrigin origin, List<Scope> scopes, FactTable table, List<PseudonymousRecord> records) {
        Set<Pseudonym> keys = new HashSet<>();
        for (PseudonymousRecord record : records) {
            keys.add(record.sourceKey());
            if (record.group() != null) {
                keys.add(record.group());
            }
            if (record.groupCode() != null) {
                keys.add(record.groupCode());
            }
        }
        Map<Pseudonym, Long> positions = positions(origin.ticket(), table, List.copyOf(keys));
        return records.stream()
                .filter(r -> scopes.stream().anyMatch(s -> s.covers(r)) || isRemoved(positions, origin, r))
                .toList();
    }

    private static boolean isRemoved(Map<Pseudonym, Long> positions, BatchOrigin origin, PseudonymousRecord record) {
        // Rows with times of their own stay whatever their own delivery clears (GroupTombstones).
        long own = record.modifiedMillis() == null
                ? position(origin, record.line())
                : RowVersion.clearing(origin.ticket().sequence() + 1, 0) - 1;
        return positions.getOrDefault(record.sourceKey(), 0L) > own
                || record.group() != null && positions.getOrDefault(record.group(), 0L) > own
                || record.groupCode() != null && positions.getOrDefault(record.groupCode(), 0L) > own;
    }

    private Map<Pseudonym, Long> positions(DeliveryTicket ticket, FactTable table, List<Pseudonym> keys) {
        Map<Pseudonym, Long> positions = new HashMap<>();
        String feed = new Tombstones(ticket, FactTable.DATABASE).feed();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            String some = Tombstones.tokens(keys.subList(from, Math.min(from + AT_ONCE, keys.size())));
            statements.each(
                    "SELECT removed_key, max(position) FROM ops.removal WHERE feed = '" + feed + "' AND table_name = '"
                            + table.tableName() + "' AND removed_key IN (" + some + ") GROUP BY removed_key",
                    row -> positions.put(token(row.getString(1)), row.getLong(2)));
        }
        return positions;
    }

    private static Pseudonym token(String uuid) {
        UUID token = UUID.fromString(uuid);
        return new Pseudonym(token.getMostSignificantBits(), token.getLeastSignificantBits());
    }

    /** Notes which groups a batch replaces, and which rows it takes back whatever their time. Twice changes nothing. */
    void note(PseudonymousBatch batch) {
        BatchOrigin origin = batch.origin();
        RowBytes rows = new RowBytes(64);
        for (PseudonymousBatch.ClearedGroup cleared : batch.clearings()) {
            add(rows, origin, cleared.table(), cleared.group(), cleared.line());
            if (cleared.code() != null && !cleared.isDated()) {
                add(rows, origin, cleared.table(), cleared.code(), cleared.line());
            }
        }
        for (PseudonymousBatch.WithdrawnRow withdrawn : batch.withdrawals()) {
            if (withdrawn.isUndated()) {
                add(rows, origin, withdrawn.table(), withdrawn.sourceKey(), withdrawn.line());
            }
        }
        if (rows.rows() > 0) {
            statements.insert("ops.removal", COLUMNS, rows.stream());
        }
    }

    private static void add(RowBytes rows, BatchOrigin origin, FactTable table, Pseudonym key, long line) {
        DeliveryTicket ticket = origin.ticket();
        rows.text(ticket.feed())
                .text(table.tableName())
                .uuid(key)
                .uint64(position(origin, line))
                .uuid(ticket.id().getMostSignificantBits(), ticket.id().getLeastSignificantBits());
        rows.endRow();
    }

    /** The same for every record, whether its rows carry times or not. */
    private static long position(BatchOrigin origin, long line) {
        return RowVersion.clearing(origin.ticket().sequence(), RowVersion.place(origin.ordinal(), line));
    }

    /**
     * For what a later delivery said that it holds all: either it brought the row, or the source no longer had it.
     *
     * @param from first day, null for all rows
     */
    private record Scope(
            String table,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        boolean covers(PseudonymousRecord record) {
            if (!table.equals(record.fact().table().tableName())) {
                return false;
            }
            LocalDate day = FactDays.windowDay(record.fact());
            return from == null || to == null || day != null && !day.isBefore(from) && !day.isAfter(to);
        }
    }
}
