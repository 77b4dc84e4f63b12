package se.tvarsyn.rotation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/** SQL of a campaign. It holds names of tables and numbers that we made; never a token and never a key. */
final class Statements {
    private final Warehouse warehouse;

    Statements(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    void execute(String sql) {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Every row as its columns' texts; "" for NULL. */
    List<List<String>> rows(String sql) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> values = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    String value = row.getString(i);
                    values.add(value == null ? "" : value);
                }
                rows.add(values);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return rows;
    }

    /** Without the cause: its text may quote a row. */
    private static WarehouseUnreachable failure(SQLException e) {
        return new WarehouseUnreachable("The warehouse did not carry out a step of the rotation (ClickHouse error "
                + e.getErrorCode()
                + "); see that it runs, has room on its disk, and lets the user create databases, and"
                + " run the same command again");
    }
}
