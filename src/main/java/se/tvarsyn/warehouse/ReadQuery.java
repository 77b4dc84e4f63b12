package se.tvarsyn.warehouse;

import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A statement that a person wrote, and that only reads. Every table is read with FINAL, so that each key shows its one
 * current row.
 */
public final class ReadQuery {
    private static final Set<String> READING =
            Set.of("SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "EXISTS");

    /** Before the statement: a query that is kept in a file begins by saying what it asks. */
    private static final Pattern COMMENTS = Pattern.compile("^(?:\\s+|--[^\\n]*(?:\\n|$)|/\\*(?s:.*?)\\*/)+");

    private static final int READONLY = 164;
    private static final int SUPPORT_IS_DISABLED = 344;

    private final Warehouse warehouse;
    private final boolean isFinalByProfile;

    public ReadQuery(Warehouse warehouse) {
        this(warehouse, false);
    }

    private ReadQuery(Warehouse warehouse, boolean isFinalByProfile) {
        this.warehouse = warehouse;
        this.isFinalByProfile = isFinalByProfile;
    }

    /** An analyst may set nothing: the role's profile says FINAL. */
    public static ReadQuery ofAnalyst(Warehouse warehouse) {
        return new ReadQuery(warehouse, true);
    }

    /**
     * Streams the result.
     *
     * @param format a ClickHouse output format
     * @throws Refused where the statement does not read, or ClickHouse refuses it
     */
    public void run(String sql, String format, OutputStream out) throws IOException, Refused {
        String statement = reading(sql);
        try (QueryResponse response =
                        warehouse.client().query(statement, settings(format)).get();
                InputStream result = response.getInputStream()) {
            result.transferTo(out);
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarehouseUnreachable("Interrupted while a query ran");
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw refusal(e);
        }
    }

    /**
     * The first rows of the result, in memory.
     *
     * @param mostRows further rows are left out
     * @param mostBytes of the answer; rows after it are left out
     * @throws Refused as above; and where the statement has settings, or names a format, a file or totals, which a table
     *     cannot show
     * @throws IOException where the answer ended before its end: a limit was met, or the engine ended
     */
    public ResultTable table(String sql, int mostRows, int mostBytes) throws IOException, Refused {
        String statement = reading(sql);
        byte[] bytes = EngineConnection.utf8(statement);
        if (StatementText.setsSettings(bytes)) {
            throw new Refused(READONLY, "leave SETTINGS out, of queries within the query too");
        }
        StatementText text = StatementText.of(bytes);
        if (text.format() != null || text.touchesClientFiles()) {
            throw new Refused(SUPPORT_IS_DISABLED, "leave FORMAT and OUTFILE out: the answer is a table");
        }
        if (text.hasTotals()) {
            throw new Refused(SUPPORT_IS_DISABLED, "leave WITH TOTALS out; WITH ROLLUP gives rows");
        }
        try (QueryResponse response = warehouse
                .client()
                .query(statement, settings(ResultTable.FORMAT.name()))
                .get()) {
            return ResultTable.read(response.getInputStream(), mostRows, mostBytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarehouseUnreachable("Interrupted while a query ran");
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw refusal(e);
        }
    }

    private QuerySettings settings(String format) {
        QuerySettings settings = new QuerySettings().setFormat(ClickHouseFormat.valueOf(format));
        if (!isFinalByProfile) {
            settings.serverSetting("final", "1");
        }
        return settings;
    }

    /** The statement alone, where its first word reads. */
    private static String reading(String sql) throws Refused {
        String statement = sql.strip();
        while (statement.endsWith(";")) {
            statement = statement.substring(0, statement.length() - 1).strip();
        }
        String first = COMMENTS.matcher(statement)
                .replaceFirst("")
                .replaceFirst("^[(\\s]+", "")
                .split("[^A-Za-z]", 2)[0]
                .toUpperCase(Locale.ROOT);
        if (!READING.contains(first)) {
            throw new Refused(
                    0,
                    "query reads only: the statement must begin with SELECT, WITH, SHOW, DESCRIBE, EXPLAIN or"
                            + " EXISTS");
        }
        return statement;
    }

    private static Refused refusal(Exception e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof ServerException server) {
                return new Refused(server.getCode(), String.valueOf(server.getMessage()));
            }
        }
        throw new WarehouseUnreachable("The warehouse did not answer the query; see that it runs");
    }

    /** The statement was not run, or not to its end. The message is ClickHouse's, which the steward may see. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;

        Refused(int code, String message) {
            super(message);
            this.code = code;
        }

        /** ClickHouse's number of the error; 0 where the statement was not sent to it. */
        public int code() {
            return code;
        }
    }
}
