package se.tvarsyn.rotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.warehouse.DerivedRows;
import se.tvarsyn.warehouse.Statements;

/** The tables of database {@code core} and their shadows. */
final class CoreTables {
    private final Statements statements;

    CoreTables(Statements statements) {
        this.statements = statements;
    }

    List<CoreTable> all() {
        Map<String, List<CoreTable.Column>> columns = new LinkedHashMap<>();
        for (List<String> row :
                statements.rows("SELECT table, name, type FROM system.columns WHERE database = '" + CoreTable.DATABASE
                        + "' AND default_kind NOT IN ('ALIAS', 'MATERIALIZED') ORDER BY table, position")) {
            columns.computeIfAbsent(row.get(0), t -> new ArrayList<>())
                    .add(new CoreTable.Column(row.get(1), row.get(2)));
        }
        List<CoreTable> tables = new ArrayList<>();
        for (FactTable table : FactTable.values()) {
            String name = table.tableName().substring(CoreTable.DATABASE.length() + 1);
            tables.add(CoreTable.of(table, columns.getOrDefault(name, List.of())));
        }
        return tables;
    }

    /**
     * Empty shadows of tables that have none, in a database of their own: nothing that reads {@code core} sees them, and
     * one DROP ends what a broken campaign left.
     */
    void makeShadows(List<CoreTable> tables) {
        statements.execute("CREATE DATABASE IF NOT EXISTS " + CoreTable.SHADOWS
                + " ENGINE = Atomic COMMENT 'Shadows of core while keys are rotated'");
        for (CoreTable table : tables) {
            String create = statements
                    .rows("SELECT create_table_query FROM system.tables WHERE database = '" + CoreTable.DATABASE
                            + "' AND name = '" + table.name() + "'")
                    .get(0)
                    .get(0);
            String head = "CREATE TABLE " + table.in(CoreTable.DATABASE);
            if (!create.startsWith(head)) {
                throw new RotationStopped(
                        table.in(CoreTable.DATABASE) + ": is no table of its own: restore the warehouse");
            }
            statements.execute(
                    "CREATE TABLE IF NOT EXISTS " + table.in(CoreTable.SHADOWS) + create.substring(head.length()));
        }
    }

    void empty(CoreTable table) {
        statements.execute("TRUNCATE TABLE " + table.in(CoreTable.SHADOWS));
    }

    void dropShadows() {
        DerivedRows.forget(statements);
        // SYNC: the old tokens' bytes are gone when this is answered, not eight minutes later.
        statements.execute("DROP DATABASE IF EXISTS " + CoreTable.SHADOWS + " SYNC");
    }

    Map<String, RotationState.Exchange> identities(List<CoreTable> tables) {
        Map<String, UUID> core = identities(CoreTable.DATABASE);
        Map<String, UUID> shadows = identities(CoreTable.SHADOWS);
        Map<String, RotationState.Exchange> identities = new LinkedHashMap<>();
        for (CoreTable table : tables) {
            UUID before = core.get(table.name());
            UUID after = shadows.get(table.name());
            if (before == null || after == null) {
                throw new RotationStopped(
                        table.in(CoreTable.DATABASE) + ": the table or its shadow is gone: restore the"
                                + " warehouse and the folder 'keys' from backups of the same day");
            }
            identities.put(table.name(), new RotationState.Exchange(before, after));
        }
        return identities;
    }

    private Map<String, UUID> identities(String database) {
        Map<String, UUID> found = new LinkedHashMap<>();
        statements
                .rows("SELECT name, toString(uuid) FROM system.tables WHERE database = '" + database + "'")
                .forEach(row -> found.put(row.get(0), UUID.fromString(row.get(1))));
        return found;
    }

    /** Rows of every feed but one, whose keys stay. After a kill they are there twice, which is once for FINAL. */
    void copyOthers(CoreTable table, String feed) {
        String columns = String.join(", ", table.columnNames());
        statements.execute(
                "INSERT INTO " + table.in(CoreTable.SHADOWS) + " (" + columns + ") SELECT " + columns + " FROM "
                        + table.in(CoreTable.DATABASE) + " WHERE feed != '" + feed + "'"
                        + " SETTINGS async_insert = 0, insert_deduplicate = 0, optimize_on_insert = 0");
    }

    boolean isHalfExchanged(RotationState state) {
        Map<String, UUID> now = identities(CoreTable.DATABASE);
        long exchanged = state.exchanges().entrySet().stream()
                .filter(e -> e.getValue().after().equals(now.get(e.getKey())))
                .count();
        return exchanged > 0 && exchanged < state.exchanges().size();
    }

    /** Puts a shadow in its table's place, unless it stands there already. */
    void exchange(String name, RotationState.Exchange exchange) {
        UUID now = identities(CoreTable.DATABASE).get(name);
        if (exchange.after().equals(now)) {
            return;
        }
        if (!exchange.before().equals(now)) {
            throw new RotationStopped(
                    CoreTable.DATABASE + "." + name + ": is neither the table that the rotation copied"
                            + " nor its shadow: restore the warehouse and the folder 'keys' from backups of the same day");
        }
        statements.execute(
                "EXCHANGE TABLES " + CoreTable.DATABASE + "." + name + " AND " + CoreTable.SHADOWS + "." + name);
    }

    /**
     * Merges what is stored twice. Of two rows with one key and one version the later insert is current, and a copy does
     * not keep the order of inserts: after this there is one row of each key in a partition, and no order to keep.
     */
    void settle(CoreTable table) {
        statements.execute("OPTIMIZE TABLE " + table.in(CoreTable.DATABASE) + " FINAL");
    }
}
