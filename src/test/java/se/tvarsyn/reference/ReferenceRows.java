package se.tvarsyn.reference;

import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.warehouse.Warehouse;

/**
 * Puts a municipality into a real engine, past the chain: in blocks of 65,536 rows, one being written while another is on
 * its way, and no more than that in memory.
 */
final class ReferenceRows implements AutoCloseable {
    private static final int BLOCK = 65_536;
    private static final int ON_THEIR_WAY = 1;
    private static final List<String> LEDGER =
            List.of(("delivery_id feed status read_count accepted_count rejected_count protected_count skipped_count"
                            + " unlinked_count unmapped_unit_count started_at finished_at written_at")
                    .split(" "));

    private final Warehouse warehouse;
    private final String name;
    private final Map<CoreTable, RowBinary> blocks = new EnumMap<>(CoreTable.class);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Deque<Future<?>> sending = new ArrayDeque<>();
    private long sent;
    private int blockNumber;

    /** @param name tells municipalities apart in the blocks' tokens: a block that was sent before is not taken again */
    ReferenceRows(Warehouse warehouse, String name) {
        this.warehouse = warehouse;
        this.name = name;
    }

    /**
     * Everything of a municipality. The migrations have to be applied; tables are not emptied.
     *
     * @param alsoTold gets each person's rows too: the truth, in the same walk
     * @return rows of {@code core} that were put
     */
    static long put(
            Warehouse warehouse, String name, ReferencePopulation population, Consumer<List<OfPerson>> alsoTold) {
        try (ReferenceRows rows = new ReferenceRows(warehouse, name)) {
            population.persons(person -> {
                person.forEach(rows::add);
                alsoTold.accept(person);
            });
            population.resources().forEach(rows::add);
            rows.finish(population.deliveries());
            return rows.sent;
        }
    }

    void add(CoreRow row) {
        CoreTable table = CoreTable.of(row);
        RowBinary block = blocks.computeIfAbsent(table, t -> new RowBinary());
        CoreTable.write(block, row);
        sent++;
        if (block.rows() == BLOCK) {
            blocks.remove(table);
            send(table.table, table.columns, block);
        }
    }

    /** Sends what is left, and waits until all is in. */
    void finish(List<DeliveryRow> deliveries) {
        blocks.forEach((table, block) -> send(table.table, table.columns, block));
        blocks.clear();
        RowBinary ledger = new RowBinary();
        deliveries.forEach(delivery -> write(ledger, delivery));
        send("ops.delivery", LEDGER, ledger);
        while (!sending.isEmpty()) {
            await(sending.remove());
        }
    }

    private static void write(RowBinary out, DeliveryRow row) {
        out.uuid(row.id())
                .text(row.feed())
                .text(row.status())
                .int64(row.read())
                .int64(row.accepted())
                .int64(row.rejected())
                .int64(row.barred())
                .int64(row.skipped())
                .int64(row.unlinked())
                .int64(row.unmappedUnit())
                .millis(row.startedAt())
                .nullableMillis(row.finishedAt())
                .micros(row.writtenAt())
                .endRow();
    }

    private void send(String table, List<String> columns, RowBinary block) {
        String token = name + ":" + table + ":" + blockNumber++;
        while (sending.size() > ON_THEIR_WAY) {
            await(sending.remove());
        }
        sending.add(thread.submit(() -> insert(table, columns, block, token)));
    }

    private void insert(String table, List<String> columns, RowBinary block, String token) {
        InsertSettings settings = new InsertSettings()
                .setDeduplicationToken(token)
                .serverSetting("async_insert", "0")
                // All versions of a row have to lie there as deliveries wrote them.
                .serverSetting("optimize_on_insert", "0");
        try (InsertResponse response = warehouse
                .client()
                .insert(table, columns, block.stream(), ClickHouseFormat.RowBinary, settings)
                .get()) {
            response.getWrittenRows();
        } catch (Exception e) {
            throw new AssertionError("a block of " + table + " was not taken", e);
        }
    }

    private static void await(Future<?> block) {
        try {
            block.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a block was sent", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
