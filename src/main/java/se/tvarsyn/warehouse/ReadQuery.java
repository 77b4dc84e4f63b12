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
            throw new Refused("query reads only: the statement must begin with SELECT, WITH, SHOW, DESCRIBE, EXPLAIN or"
                    + " EXISTS");
        }
        QuerySettings settings = new QuerySettings().setFormat(ClickHouseFormat.valueOf(format));
        if (!isFinalByProfile) {
            settings.serverSetting("final", "1");
        }
        try (QueryResponse response =
                        warehouse.client().query(statement, settings).get();
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

    private static Refused refusal(Exception e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof ServerException server) {
                return new Refused(String.valueOf(server.getMessage()));
            }
        }
        throw new WarehouseUnreachable("The warehouse did not answer the query; see that it runs");
    }

    /** The statement was not run, or not to its end. The message is ClickHouse's, which the steward may see. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
