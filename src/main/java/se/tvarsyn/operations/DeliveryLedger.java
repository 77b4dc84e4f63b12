package se.tvarsyn.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/** The ledger of deliveries, in database {@code ops}: it lies beside the facts, so the two cannot drift apart. */
public final class DeliveryLedger {
    private static final String COLUMNS =
            "delivery_id, feed, scope, content_hash, recipe, sequence, status, read_count,"
                    + " accepted_count, rejected_count, protected_count, skipped_count, unlinked_count, unmapped_unit_count,"
                    + " started_at, finished_at";
    /** A row of the ledger is its own truth: never dropped as a duplicate, answered when it is in. */
    private static final String SETTINGS = " SETTINGS async_insert = 0, insert_deduplicate = 0 VALUES ";

    private final Statements statements;
    private final Clock clock;
    private final Map<UUID, Long> attempts = new ConcurrentHashMap<>();
    private volatile Map<FactTable, Long> epochs = Map.of();

    public DeliveryLedger(Warehouse warehouse, Clock clock) {
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable("The ledger ops.delivery does not answer (ClickHouse error " + code
                        + "); see that the warehouse runs and its migrations are applied"));
        this.clock = clock;
    }

    public Optional<DeliveryRecord> find(UUID id) {
        return query("WHERE delivery_id = toUUID('" + id + "')", List.of()).stream()
                .findFirst();
    }

    /** The newest delivery of a feed and scope that was loaded. */
    Optional<DeliveryRecord> latestLoaded(String feed, String scope) {
        return query(
                        "WHERE feed = ? AND scope = ? AND status = '" + DeliveryStatus.LOADED.code()
                                + "' ORDER BY sequence DESC LIMIT 1",
                        List.of(feed, scope))
                .stream()
                .findFirst();
    }

    /** Every delivery, oldest first. */
    public List<DeliveryRecord> all() {
        return query("ORDER BY sequence", List.of());
    }

    /** The newest deliveries of a feed, retries among them, newest first. */
    public List<DeliveryRecord> newest(String feed, int limit) {
        return query("WHERE feed = ? ORDER BY started_at DESC, sequence DESC LIMIT " + limit, List.of(feed));
    }

    /** What there is of each feed that ever came, by name. No list of deliveries is held: some feeds come every few minutes. */
    public Map<String, FeedStanding> standings() {
        String noRetry = " WHERE NOT startsWith(scope, '" + Retry.SCOPE + "') ";
        Map<String, DeliveryRecord> last = new HashMap<>();
        query(noRetry + "ORDER BY sequence DESC LIMIT 1 BY feed", List.of()).forEach(d -> last.put(d.feed(), d));
        Map<String, FeedStanding> standings = new TreeMap<>();
        statements.each(
                "SELECT toString(feed), count(), sum(read_count), sum(accepted_count), sum(rejected_count),"
                        + " sum(protected_count), sum(skipped_count), sum(unlinked_count), sum(unmapped_unit_count),"
                        + " maxOrNullIf(assumeNotNull(finished_at), status = '" + DeliveryStatus.LOADED.code()
                        + "' AND isNotNull(finished_at)) FROM ops.delivery FINAL" + noRetry + "GROUP BY feed",
                row -> standings.put(
                        row.getString(1),
                        new FeedStanding(
                                row.getLong(2),
                                counts(row, 3),
                                last.get(row.getString(1)),
                                row.getString(10) == null ? null : instant(row, 10))));
        return standings;
    }

    /** When a delivery or retry was last loaded; null = never. */
    public @Nullable Instant loadedAt() {
        long millis =
                statements.number("SELECT toUnixTimestamp64Milli(max(assumeNotNull(finished_at))) FROM ops.delivery"
                        + " FINAL WHERE status = '" + DeliveryStatus.LOADED.code() + "' AND isNotNull(finished_at)");
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    /** @param texts in the places of the question marks */
    private List<DeliveryRecord> query(String which, List<String> texts) {
        String sql = "SELECT " + COLUMNS + " FROM ops.delivery FINAL " + which;
        List<DeliveryRecord> found = new ArrayList<>();
        statements.each(
                sql,
                texts,
                row -> found.add(new DeliveryRecord(
                        UUID.fromString(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        DeliveryStatus.of(row.getString(7)),
                        counts(row, 8),
                        instant(row, 15),
                        row.getString(16) == null ? null : instant(row, 16))));
        return found;
    }

    /** @param from the column of what was read; the others follow in their order */
    private static DeliveryCounts counts(ResultSet row, int from) throws SQLException {
        return new DeliveryCounts(
                row.getLong(from),
                row.getLong(from + 1),
                row.getLong(from + 2),
                row.getLong(from + 3),
                row.getLong(from + 4),
                row.getLong(from + 5),
                row.getLong(from + 6));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, java.time.ZonedDateTime.class).toInstant();
    }

    /** Names this ledger: one that was lost and begun anew has another. */
    public String identity() {
        return statements
                .texts("SELECT toString(uuid) FROM system.tables WHERE database = 'ops' AND name = 'delivery'")
                .stream()
                .findFirst()
                .orElseThrow(() -> new WarehouseUnreachable(
                        "There is no ledger ops.delivery; see that the migrations are applied"));
    }

    long nextSequence() {
        return statements.number("SELECT max(sequence) FROM ops.delivery") + 1;
    }

    /** The table's epoch as it was when the delivery was opened; 0 until erasure or retention raises it. */
    public long epoch(FactTable table) {
        return epochs.getOrDefault(table, 0L);
    }

    /**
     * Reads the epochs anew: once a delivery, for every block of it is sent under the same.
     *
     * @return the epoch of what is known: raised where inputs that were loaded have to be loaded again
     */
    long readEpochs() {
        Map<String, Long> byName = new HashMap<>();
        statements.each(
                "SELECT table_name, max(epoch) FROM ops.table_epoch GROUP BY table_name",
                row -> byName.put(row.getString(1), row.getLong(2)));
        Map<FactTable, Long> read = new EnumMap<>(FactTable.class);
        for (FactTable table : FactTable.values()) {
            read.put(table, byName.getOrDefault(table.tableName(), 0L));
        }
        epochs = read;
        return byName.getOrDefault(WarehouseErasure.KNOWN_INPUTS, 0L);
    }

    /**
     * Writes that a delivery is begun.
     *
     * @param before what the ledger had of it
     */
    void begin(DeliveryRecord delivery, Optional<DeliveryRecord> before) {
        boolean brokeOff = before.map(DeliveryRecord::status)
                .filter(s -> s == DeliveryStatus.LOADING || s == DeliveryStatus.FAILED)
                .isPresent();
        attempts.put(delivery.id(), brokeOff ? UUID.randomUUID().getMostSignificantBits() : 0);
        write(delivery);
    }

    /**
     * Part of the load token of a delivery's blocks: 0, or a number of its own where the delivery broke off before. ClickHouse
     * notes a block's token before the block's rows are in, so one that was killed in between takes a block for known whose
     * rows it does not have.
     */
    public long attempt(UUID delivery) {
        return attempts.getOrDefault(delivery, 0L);
    }

    void write(DeliveryRecord delivery) {
        DeliveryCounts counts = delivery.counts();
        String finished =
                delivery.finishedAt() == null ? "NULL" : "'" + InstantText.millis(delivery.finishedAt()) + "'";
        String values = String.format(
                java.util.Locale.ROOT,
                "(toUUID('%s'), ?, ?, '%s', '%s', %d, '%s', %d, %d, %d, %d, %d, %d, %d, '%s', %s, '%s')",
                delivery.id(),
                delivery.contentHash(),
                delivery.recipe(),
                delivery.sequence(),
                delivery.status().code(),
                counts.read(),
                counts.accepted(),
                counts.rejected(),
                counts.protectedPersons(),
                counts.skipped(),
                counts.unlinked(),
                counts.unmappedUnit(),
                InstantText.millis(delivery.startedAt()),
                finished,
                InstantText.micros(clock.instant()));
        statements.execute(
                "INSERT INTO ops.delivery (" + COLUMNS + ", written_at)" + SETTINGS + values,
                List.of(delivery.feed(), delivery.scope()));
    }

    /**
     * Closes a delivery as failed. The warehouse may be what failed: the delivery then stays 'loading' and is taken up again.
     *
     * @return what was, or should have been, written
     */
    DeliveryRecord writeFailed(DeliveryRecord delivery, Instant at) {
        DeliveryRecord closed = delivery.with(DeliveryStatus.FAILED, DeliveryCounts.NONE, at);
        try {
            write(closed);
        } catch (RuntimeException unreachable) {
            // It stays 'loading'.
        }
        return closed;
    }

    void writeEntities(UUID delivery, Map<String, Long> entities) {
        String now = InstantText.micros(clock.instant());
        LedgerRows rows = new LedgerRows("ops.delivery_entity (delivery_id, entity, entity_count, written_at)");
        entities.forEach(
                (entity, count) -> rows.add("(toUUID('" + delivery + "'), ?, " + count + ", '" + now + "')", entity));
        rows.writeTo(statements);
    }

    /** Whether tokens were replaced since: those that were noted before mean nothing any more. */
    boolean keysChangedSince(Instant instant) {
        return statements.number("SELECT count() FROM ops.domain_key WHERE written_at > toDateTime64('"
                        + InstantText.micros(instant) + "', 6, 'UTC')")
                > 0;
    }

    /** Writes the reasons of a delivery; those of an earlier load that no longer hold become 0. */
    void writeReasons(UUID delivery, Map<Reason, Long> found) {
        Map<Reason, Long> reasons = new LinkedHashMap<>();
        earlierReasons(delivery).forEach(reason -> reasons.put(reason, 0L));
        reasons.putAll(found);
        String now = InstantText.micros(clock.instant());
        LedgerRows rows =
                new LedgerRows("ops.delivery_reason (delivery_id, reason, field, rejected_count, written_at)");
        reasons.forEach((reason, count) -> rows.add(
                "(toUUID('" + delivery + "'), ?, ?, " + count + ", '" + now + "')", reason.reason(), reason.field()));
        rows.writeTo(statements);
    }

    private List<Reason> earlierReasons(UUID delivery) {
        List<Reason> earlier = new ArrayList<>();
        statements.each(
                "SELECT DISTINCT reason, field FROM ops.delivery_reason WHERE delivery_id = toUUID('" + delivery + "')",
                row -> earlier.add(new Reason(row.getString(1), row.getString(2))));
        return earlier;
    }

    /**
     * Why records were rejected.
     *
     * @param field the source's field, "" where no single one is to blame
     */
    public record Reason(String reason, String field) {
        static Reason of(Rejection rejection) {
            return new Reason(rejection.reason(), rejection.field() == null ? "" : rejection.field());
        }
    }
}
