package se.tvarsyn.operations;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import se.tvarsyn.load.ClaimedKeys.Claim;
import se.tvarsyn.source.FieldsSeen;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/** What a feed remembers from one delivery to the next: how far it came, and what its source's records look like. */
public final class FeedMemory {
    private final Warehouse warehouse;
    private final Clock clock;
    private final Statements statements;
    private final boolean movesCursors;

    public FeedMemory(Warehouse warehouse, Clock clock) {
        this(warehouse, clock, true);
    }

    private FeedMemory(Warehouse warehouse, Clock clock, boolean movesCursors) {
        this.warehouse = warehouse;
        this.clock = clock;
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable(
                        "What the feeds remember in database ops does not answer (ClickHouse error " + code
                                + "); see that the warehouse runs and its migrations are applied"));
        this.movesCursors = movesCursors;
    }

    /** The same for rows that may never be read: cursors stay, so that no later pull begins after rows that are missing. */
    public FeedMemory keepingCursors() {
        return new FeedMemory(warehouse, clock, false);
    }

    /** How far each feed has come that is pulled by changes. */
    public Map<String, Instant> cursors() {
        Map<String, Instant> cursors = new LinkedHashMap<>();
        statements.each(
                "SELECT feed, modified_after FROM ops.feed_cursor FINAL ORDER BY feed",
                row -> cursors.put(
                        row.getString(1), row.getObject(2, ZonedDateTime.class).toInstant()));
        return cursors;
    }

    Optional<Instant> cursor(String feed) {
        return Optional.ofNullable(cursors().get(feed));
    }

    /** Moves a feed's cursor; only ever after a delivery is whole. */
    void moveCursor(String feed, Instant modifiedAfter, UUID delivery) {
        if (!movesCursors) {
            return;
        }
        LedgerRows rows = new LedgerRows("ops.feed_cursor (feed, modified_after, delivery_id, written_at)");
        rows.add("(?, '" + InstantText.millis(modifiedAfter) + "', toUUID('" + delivery + "'), '" + now() + "')", feed);
        rows.writeTo(statements);
    }

    /** Kinds by field by entity. */
    Map<String, Map<String, String>> knownFields(String feed) {
        Map<String, Map<String, String>> known = new LinkedHashMap<>();
        statements.each(
                "SELECT entity, field, kinds FROM ops.source_field FINAL WHERE feed = ?",
                List.of(feed),
                row -> known.computeIfAbsent(row.getString(1), e -> new LinkedHashMap<>())
                        .put(row.getString(2), row.getString(3)));
        return known;
    }

    /** Remembers what a whole delivery brought; writes only what is not known yet. */
    void remember(String feed, UUID delivery, Map<String, Map<String, String>> known, FieldsSeen seen) {
        LedgerRows rows =
                new LedgerRows("ops.source_field (feed, entity, field, kinds, first_delivery_id, written_at)");
        seen.byEntity().forEach((entity, fields) -> {
            Map<String, String> before = known.getOrDefault(entity, Map.of());
            fields.forEach((field, kinds) -> {
                String earlier = before.getOrDefault(field, "");
                String all = Drift.kinds(kinds, earlier);
                if (!all.equals(earlier)) {
                    addField(rows, feed, entity, field, all, delivery);
                }
            });
            before.forEach((field, kinds) -> {
                if (!kinds.isEmpty() && !fields.containsKey(field)) {
                    addField(rows, feed, entity, field, "", delivery);
                }
            });
        });
        rows.writeTo(statements);
    }

    private void addField(LedgerRows rows, String feed, String entity, String field, String kinds, UUID delivery) {
        rows.add("(?, ?, ?, ?, toUUID('" + delivery + "'), '" + now() + "')", feed, entity, field, kinds);
    }

    void writeDrift(String feed, UUID delivery, List<Drift> drifts) {
        LedgerRows rows = new LedgerRows(
                "ops.drift (delivery_id, feed, entity, field, change, action, record_count, written_at)");
        for (Drift drift : drifts) {
            rows.add(
                    "(toUUID('" + delivery + "'), ?, ?, ?, ?, ?, " + drift.recordCount() + ", '" + now() + "')",
                    feed,
                    drift.entity(),
                    drift.field(),
                    drift.change().code(),
                    drift.action().code());
        }
        rows.writeTo(statements);
    }

    void writeClaims(UUID delivery, List<ClaimVerdict> verdicts) {
        LedgerRows rows = new LedgerRows(
                "ops.delivery_claim (delivery_id, table_name, from_on, to_on, claimed_count, current_count,"
                        + " gone_count, state, reason, written_at)");
        for (ClaimVerdict verdict : verdicts) {
            Claim claim = verdict.claim();
            String from = claim.from() == null ? "NULL" : "'" + claim.from() + "'";
            String to = claim.to() == null ? "NULL" : "'" + claim.to() + "'";
            rows.add(
                    "(toUUID('" + delivery + "'), ?, " + from + ", " + to + ", " + claim.claimedCount() + ", "
                            + claim.currentCount() + ", " + claim.goneCount() + ", ?, ?, '" + now() + "')",
                    claim.table().tableName(),
                    verdict.isSettled() ? "settled" : "withheld",
                    verdict.reason());
        }
        rows.writeTo(statements);
    }

    private String now() {
        return InstantText.micros(clock.instant());
    }
}
