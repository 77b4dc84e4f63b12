package se.tvarsyn.load;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousBatch.WithdrawnRow;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.erasure.PendingErasures;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * The step {@code load} of the chain: one block a table, under a token that is a function of what is sent. Blocks of a
 * delivery are sent one after the other on a thread of its own, while the next block is read: the order is the source's,
 * and two processors are busy.
 */
public final class Load {
    private static final int TRIES = 3;
    /** Tokens in one statement that takes rows back. */
    private static final int AT_ONCE = 1_000;

    private final Warehouse warehouse;
    private final BlockSender sender;
    private final ToLongFunction<FactTable> epochs;
    private final ToLongFunction<UUID> attempts;
    private final ClaimedKeys claimedKeys;
    private final String database;
    private final PendingErasures pendingErasures;
    private final LaterRemovals removals;

    /**
     * @param sender sends in order, off the caller's thread
     * @param epochs the epoch of a table: raised by erasure and retention, so that rows that were deleted are not taken
     *     for rows that are already there
     * @param attempts another number for each try of a delivery that broke off, else 0: what an engine that was killed notes
     *     of blocks is not relied on
     * @param claimedKeys collects the keys of deliveries that claim to be complete
     * @param pendingErasures collects the persons whose rows go when the delivery is in
     * @param removals knows what is gone without a trace, so that no retry brings it back
     * @param database where the tables are that take the rows
     */
    public Load(
            Warehouse warehouse,
            BlockSender sender,
            ToLongFunction<FactTable> epochs,
            ToLongFunction<UUID> attempts,
            ClaimedKeys claimedKeys,
            PendingErasures pendingErasures,
            LaterRemovals removals,
            String database) {
        this.database = database;
        this.warehouse = warehouse;
        this.sender = sender;
        this.epochs = epochs;
        this.attempts = attempts;
        this.claimedKeys = claimedKeys;
        this.pendingErasures = pendingErasures;
        this.removals = removals;
    }

    /**
     * Hands the batch's rows over for sending.
     *
     * @throws WarehouseUnreachable where an earlier block of the delivery could not be sent
     */
    public LoadReceipt load(PseudonymousBatch batch) {
        pendingErasures.add(batch.origin().ticket(), batch.protectedPersons());
        PseudonymousBatch loadable = removals.without(batch);
        LoadReceipt receipt = LoadReceipt.of(loadable);
        sender.send(batch.origin().ticket(), () -> send(loadable));
        return receipt;
    }

    /** Runs off the reader's thread: writing the rows' bytes is a tenth of the work. */
    private void send(PseudonymousBatch batch) {
        BatchOrigin origin = batch.origin();
        clear(origin, batch.clearings());
        withdrawUndated(origin.ticket(), batch.withdrawals());
        RowShape shape = RowShape.of(batch);
        blocks(batch, shape).forEach((table, block) -> insert(origin, table, shape.columns(table), block));
        removals.note(batch);
        claimedKeys.add(batch);
    }

    private static Map<FactTable, RowBytes> blocks(PseudonymousBatch batch, RowShape shape) {
        Map<FactTable, RowBytes> blocks = new EnumMap<>(FactTable.class);
        BatchOrigin origin = batch.origin();
        long sequence = origin.ticket().sequence();
        for (PseudonymousRecord record : batch.records()) {
            RowBytes block =
                    block(blocks, record.fact().table(), batch.records().size());
            long place = RowVersion.place(origin.ordinal(), record.line());
            long version = RowVersion.of(record.modifiedMillis(), sequence, place);
            FactRows.write(block, record, origin.ticket(), version, shape);
        }
        for (WithdrawnRow withdrawn : batch.withdrawals()) {
            if (withdrawn.isUndated()) {
                continue;
            }
            RowBytes block =
                    block(blocks, withdrawn.table(), batch.withdrawals().size());
            long place = RowVersion.place(origin.ordinal(), withdrawn.line());
            long version = RowVersion.of(withdrawn.modifiedMillis(), sequence, place);
            FactRows.write(block, withdrawn, origin.ticket(), version, shape);
        }
        return blocks;
    }

    private static RowBytes block(Map<FactTable, RowBytes> blocks, FactTable table, int expectedRows) {
        RowBytes block = blocks.get(table);
        if (block == null) {
            block = new RowBytes(expectedRows);
            blocks.put(table, block);
        }
        return block;
    }

    private void insert(BatchOrigin origin, FactTable table, List<String> columns, RowBytes block) {
        InsertSettings settings = new InsertSettings()
                .setDeduplicationToken(token(origin, table, block))
                // Answered only when the rows are in, and errors with them (the server's default is the other way).
                .serverSetting("async_insert", "0")
                // Rows of one key in one block are merged when they are read; sorting twice would cost a third.
                .serverSetting("optimize_on_insert", "0");
        for (int attempt = 1; ; attempt++) {
            try (InsertResponse response = warehouse
                    .client()
                    .insert(table.in(database), columns, block.stream(), ClickHouseFormat.RowBinary, settings)
                    .get()) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WarehouseUnreachable("Interrupted while a block was sent to " + table.tableName());
            } catch (ExecutionException | ClickHouseException e) {
                ServerException refused = cause(e, ServerException.class);
                if (refused != null) {
                    throw new LoadRefused(table.tableName(), refused.getCode());
                }
                // The block is in memory and its token is the same: sending it again is safe (docs/delivery.md).
                if (attempt == TRIES) {
                    throw new WarehouseUnreachable("The warehouse did not take a block of " + table.tableName() + " in "
                            + TRIES + " tries; see that it runs, and load again: nothing is doubled");
                }
            }
        }
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private String token(BatchOrigin origin, FactTable table, RowBytes block) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            block.addTo(digest);
            UUID delivery = origin.ticket().id();
            return origin.ticket().feed() + ":" + delivery + ":" + attempts.applyAsLong(delivery) + ":"
                    + origin.ordinal() + ":" + epochs.applyAsLong(table) + ":"
                    + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Tombstones over every earlier row of the groups that this batch replaces. Their version lies under that of the
     * rows that follow, so the order in which the two arrive does not matter, and doing it twice changes nothing.
     */
    private void clear(BatchOrigin origin, List<PseudonymousBatch.ClearedGroup> clearings) {
        for (int from = 0; from < clearings.size(); from += AT_ONCE) {
            List<PseudonymousBatch.ClearedGroup> some =
                    clearings.subList(from, Math.min(from + AT_ONCE, clearings.size()));
            new GroupTombstones(origin, database).statements(some).forEach(this::execute);
        }
    }

    /** Deletions without a time of rows that have one: each tombstone follows its row. */
    private void withdrawUndated(DeliveryTicket ticket, List<WithdrawnRow> withdrawals) {
        Map<FactTable, List<Pseudonym>> keys = new EnumMap<>(FactTable.class);
        for (WithdrawnRow withdrawn : withdrawals) {
            if (withdrawn.isUndated()) {
                keys.computeIfAbsent(withdrawn.table(), t -> new ArrayList<>()).add(withdrawn.sourceKey());
            }
        }
        keys.forEach((table, rows) -> {
            for (int from = 0; from < rows.size(); from += AT_ONCE) {
                String tokens = Tombstones.tokens(rows.subList(from, Math.min(from + AT_ONCE, rows.size())));
                execute(new Tombstones(ticket, database)
                        .of(table, Tombstones.NEXT_VERSION, "source_key IN (" + tokens + ")"));
            }
        });
    }

    private void execute(String sql) {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(SQLException e) {
        ServerException refused = cause(e, ServerException.class);
        return refused != null
                ? new LoadRefused("rows to take back", refused.getCode())
                : new WarehouseUnreachable(
                        "The warehouse did not answer while rows were taken back; load again: nothing is doubled");
    }
}
