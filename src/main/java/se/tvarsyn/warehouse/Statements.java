package se.tvarsyn.warehouse;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Statements that belong to one task, which fail in that task's own words. What ClickHouse answered is never kept as a
 * cause: its text may quote a row.
 */
public final class Statements {
    private final Warehouse warehouse;
    private final IntFunction<? extends RuntimeException> failure;

    /**
     * @param failure what is thrown where a statement was not carried out, by ClickHouse's number of the error; 0 where it
     *     has none, as when nothing answers
     */
    public Statements(Warehouse warehouse, IntFunction<? extends RuntimeException> failure) {
        this.warehouse = warehouse;
        this.failure = failure;
    }

    /** Takes a row of a result, which stands on that row. */
    @FunctionalInterface
    public interface EachRow {
        void take(ResultSet row) throws SQLException;
    }

    /** A statement's text is logged, and a mutation's kept on disk: no token and no number of a person belongs into it. */
    public void execute(String sql) {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure.apply(e.getErrorCode());
        }
    }

    /** @param texts in the places of the question marks: what others wrote, such as names of feeds and fields */
    public void execute(String sql, List<String> texts) {
        try (Connection connection = warehouse.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, texts);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failure.apply(e.getErrorCode());
        }
    }

    /** Reads row by row; the result is not held. */
    public void each(String sql, EachRow each) {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                each.take(row);
            }
        } catch (SQLException e) {
            throw failure.apply(e.getErrorCode());
        }
    }

    /** @param texts in the places of the question marks */
    public void each(String sql, List<String> texts, EachRow each) {
        try (Connection connection = warehouse.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, texts);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    each.take(row);
                }
            }
        } catch (SQLException e) {
            throw failure.apply(e.getErrorCode());
        }
    }

    private static void fill(PreparedStatement statement, List<String> texts) throws SQLException {
        for (int i = 0; i < texts.size(); i++) {
            statement.setString(i + 1, texts.get(i));
        }
    }

    /** The first column of the first row; 0 where there is no row, or NULL. */
    public long number(String sql) {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw failure.apply(e.getErrorCode());
        }
    }

    /** The first column of every row. */
    public List<String> texts(String sql) {
        List<String> texts = new ArrayList<>();
        each(sql, row -> texts.add(row.getString(1)));
        return texts;
    }

    /** Every row as its columns' texts; "" for NULL. */
    public List<List<String>> rows(String sql) {
        List<List<String>> rows = new ArrayList<>();
        each(sql, row -> {
            int columns = row.getMetaData().getColumnCount();
            List<String> values = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                String value = row.getString(i);
                values.add(value == null ? "" : value);
            }
            rows.add(values);
        });
        return rows;
    }

    /**
     * Inserts tokens, as the body of a request: so they are in no statement's text. Returns when the rows are in; rows that
     * were there before are not taken for known.
     *
     * @param rows whole, in ClickHouse's RowBinary format
     */
    public void insert(String table, List<String> columns, InputStream rows) {
        insert(table, columns, rows, ClickHouseFormat.RowBinary);
    }

    /**
     * The same of rows in another format, for what names no person.
     *
     * @param rows one JSON object a line, with the columns' names
     */
    public void insertJson(String table, List<String> columns, InputStream rows) {
        insert(table, columns, rows, ClickHouseFormat.JSONEachRow);
    }

    private void insert(String table, List<String> columns, InputStream rows, ClickHouseFormat format) {
        InsertSettings settings =
                new InsertSettings().serverSetting("async_insert", "0").serverSetting("insert_deduplicate", "0");
        try (InsertResponse response = warehouse
                .client()
                .insert(table, columns, rows, format, settings)
                .get()) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.apply(0);
        } catch (Exception e) {
            throw failure.apply(code(e));
        }
    }

    /** Hands the rows of a query on, one JSON object a line, while they come; the result is not held. */
    public void json(String sql, Consumer<InputStream> taker) {
        try (QueryResponse response = warehouse
                        .client()
                        .query(sql, new QuerySettings().setFormat(ClickHouseFormat.JSONEachRow))
                        .get();
                InputStream rows = response.getInputStream()) {
            taker.accept(rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.apply(0);
        } catch (ClickHouseException e) {
            // The client throws what the server said as it is, and that may quote a row.
            throw failure.apply(code(e));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw failure.apply(code(e));
        }
    }

    private static int code(Exception e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof ServerException server) {
                return server.getCode();
            }
        }
        return 0;
    }
}
