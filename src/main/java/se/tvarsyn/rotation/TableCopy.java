package se.tvarsyn.rotation;

import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import se.tvarsyn.pseudonymization.TokenLinks;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * Streams a table into its shadow, block by block: at most one block is in memory, whatever the table's size. The tokens
 * are computed here, so that ClickHouse never gets a key.
 */
final class TableCopy {
    private static final int MOST_ROWS = 65_536;
    private static final int MOST_BYTES = 16 << 20;

    private final Warehouse warehouse;

    TableCopy(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** @return rows that were copied */
    long copy(CoreTable table, TokenLinks links) {
        String columns = String.join(", ", table.columnNames());
        QuerySettings settings = new QuerySettings().setFormat(ClickHouseFormat.RowBinary);
        // Every stored row, those that were taken back too: without them an older delivery would bring a row back.
        settings.serverSetting("final", "0");
        RowRewrite block = new RowRewrite(table, links);
        long copied = 0;
        try (QueryResponse response = warehouse
                        .client()
                        .query("SELECT " + columns + " FROM " + table.in(CoreTable.DATABASE), settings)
                        .get();
                InputStream rows = new BufferedInputStream(response.getInputStream(), 1 << 18)) {
            while (block.next(rows)) {
                if (block.rows() == MOST_ROWS || block.length() >= MOST_BYTES) {
                    copied += insert(table, block);
                }
            }
            return block.rows() == 0 ? copied : copied + insert(table, block);
        } catch (RotationStopped | WarehouseUnreachable e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(table);
        } catch (Exception e) {
            throw unreachable(table);
        }
    }

    private long insert(CoreTable table, RowRewrite block) throws Exception {
        InsertSettings settings = new InsertSettings()
                .serverSetting("async_insert", "0")
                .serverSetting("insert_deduplicate", "0")
                // One row for each stored row: what merges is ClickHouse's to decide later.
                .serverSetting("optimize_on_insert", "0");
        try (InsertResponse response = warehouse
                .client()
                .insert(
                        table.in(CoreTable.SHADOWS),
                        table.columnNames(),
                        new ByteArrayInputStream(block.bytes(), 0, block.length()),
                        ClickHouseFormat.RowBinary,
                        settings)
                .get()) {
            long rows = block.rows();
            block.clear();
            return rows;
        }
    }

    /** Without the cause: its text may quote a row. */
    private static WarehouseUnreachable unreachable(CoreTable table) {
        return new WarehouseUnreachable("The warehouse broke off while " + table.in(CoreTable.DATABASE)
                + " was copied; see that it runs and has room on its disk, and run the same command again");
    }
}
