package se.tvarsyn.load;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * The keys of deliveries that claim to be complete: "for this scope these are all records". When such a delivery is in,
 * the rows of its scope that it did not bring are taken back; the source no longer has them.
 *
 * <p>The keys lie in the warehouse, so that memory is bounded for any size; they are tokens, and dropped afterwards.
 */
public final class ClaimedKeys {
    private static final List<String> COLUMNS = List.of("feed", "table_name", "source_key");

    private final Statements statements;
    private final String database;
    private final Map<UUID, Set<FactTable>> claiming = new ConcurrentHashMap<>();

    public ClaimedKeys(Warehouse warehouse) {
        this(warehouse, FactTable.DATABASE);
    }

    /** @param database whose rows are compared */
    public ClaimedKeys(Warehouse warehouse, String database) {
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable("The warehouse did not answer while a delivery's keys were compared;"
                        + " load again: nothing is doubled"));
        this.database = database;
    }

    /** Begins to collect the keys of a delivery's rows, and forgets what an earlier try of the feed collected. */
    public void begin(DeliveryTicket ticket, Set<FactTable> tables) {
        drop(ticket);
        claiming.put(ticket.id(), Set.copyOf(tables));
    }

    /** Sends the keys of a batch; called beside the batch's rows. Keys twice do no harm, so no token is needed. */
    void add(PseudonymousBatch batch) {
        DeliveryTicket ticket = batch.origin().ticket();
        Set<FactTable> tables = claiming.get(ticket.id());
        if (tables == null) {
            return;
        }
        RowBytes rows = new RowBytes(batch.records().size() / 2 + batch.kept().size());
        batch.records().forEach(r -> add(rows, ticket, tables, r.fact().table(), r.sourceKey()));
        batch.kept().forEach(k -> add(rows, ticket, tables, k.table(), k.sourceKey()));
        if (rows.rows() == 0) {
            return;
        }
        statements.insert("ops.claimed_key", COLUMNS, rows.stream());
    }

    private static void add(
            RowBytes rows, DeliveryTicket ticket, Set<FactTable> tables, FactTable table, Pseudonym key) {
        if (tables.contains(table)) {
            rows.text(ticket.feed()).text(table.tableName()).uuid(key);
            rows.endRow();
        }
    }

    /**
     * What a claim would take back, without doing it.
     *
     * @param from first day of the scope, null for all rows of the feed
     * @param to its last day
     */
    public Claim judge(DeliveryTicket ticket, FactTable table, @Nullable LocalDate from, @Nullable LocalDate to) {
        Tombstones tombstones = new Tombstones(ticket, database);
        String scope = scope(table, from, to);
        long current = statements.number(tombstones.count(table, scope));
        long gone = current == 0
                ? 0
                : statements.number(tombstones.count(table, scope + " AND " + notClaimed(tombstones, table)));
        long claimed = statements.number("SELECT uniqExact(source_key) FROM ops.claimed_key WHERE feed = '"
                + tombstones.feed() + "' AND table_name = '" + table.tableName() + "'");
        return new Claim(table, from, to, claimed, current, gone);
    }

    /** Takes back the rows of the scope that the delivery did not bring. Doing it twice changes nothing. */
    public void settle(DeliveryTicket ticket, Claim claim) {
        if (claim.goneCount() == 0) {
            return;
        }
        Tombstones tombstones = new Tombstones(ticket, database);
        String condition =
                scope(claim.table(), claim.from(), claim.to()) + " AND " + notClaimed(tombstones, claim.table());
        statements.execute(tombstones.of(claim.table(), Tombstones.NEXT_VERSION, condition));
    }

    /** Forgets a delivery's keys. */
    public void end(DeliveryTicket ticket) {
        if (claiming.remove(ticket.id()) != null) {
            drop(ticket);
        }
    }

    private void drop(DeliveryTicket ticket) {
        statements.execute(
                "ALTER TABLE ops.claimed_key DROP PARTITION '" + new Tombstones(ticket, database).feed() + "'");
    }

    private static String scope(FactTable table, @Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null || to == null) {
            return "1";
        }
        if (table.dayColumn() == null) {
            throw new IllegalArgumentException(table + " has no day by which a window could cut it");
        }
        return table.dayColumn() + " BETWEEN toDate('" + from + "') AND toDate('" + to + "')";
    }

    private static String notClaimed(Tombstones tombstones, FactTable table) {
        return "source_key NOT IN (SELECT source_key FROM ops.claimed_key WHERE feed = '" + tombstones.feed()
                + "' AND table_name = '" + table.tableName() + "')";
    }

    /**
     * A claim and what it means for the rows that are there.
     *
     * @param from first day of the scope, null for all rows of the feed
     * @param to its last day
     * @param claimedCount keys that the delivery brought
     * @param currentCount current rows of the scope
     * @param goneCount of them, those that the delivery did not bring
     */
    public record Claim(
            FactTable table,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            long claimedCount,
            long currentCount,
            long goneCount) {}
}
