package se.tvarsyn.erasure;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.warehouse.DerivedRows;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * Deletes the rows of persons by a mutation, which rewrites the parts that hold them; a lightweight DELETE would leave the
 * bytes. ClickHouse keeps the text of a mutation on disk, so it names a table in memory, never a token.
 *
 * <p>Every deletion raises the table's epoch: else rows that come again would be dropped as known (MODEL.md, Tables).
 */
public final class WarehouseErasure {
    /** Row of ops.table_epoch with the generation of the barred list whose rows are erased. */
    private static final String BARRED_LIST = "barred list";

    /** Row of ops.table_epoch with the generation of what senders say, as far as it is carried out. */
    private static final String RECEIVED_STATES = "received states";

    /** Row of ops.table_epoch that is part of every delivery's recipe: raised where known inputs have to come again. */
    public static final String KNOWN_INPUTS = "known inputs";

    private static final String OF_THE_PERSONS =
            "person_pseudonym IN (SELECT person_pseudonym FROM ops.erasing_person)";

    private final Warehouse warehouse;
    private final Clock clock;
    private final Statements statements;
    private final TableEpochs epochs;
    private final boolean changes;

    public WarehouseErasure(Warehouse warehouse, Clock clock) {
        this(warehouse, clock, true);
    }

    private WarehouseErasure(Warehouse warehouse, Clock clock, boolean changes) {
        this.warehouse = warehouse;
        this.clock = clock;
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable(
                        "The warehouse did not answer while rows of barred persons were deleted; what is"
                                + " left is deleted by the next load, run or erase"));
        this.epochs = new TableEpochs(statements, clock);
        this.changes = changes;
    }

    /** For a run whose rows may never be read: it erases nothing and raises nothing. */
    public WarehouseErasure changingNothing() {
        return new WarehouseErasure(warehouse, clock, false);
    }

    /**
     * Deletes every version of every row of the persons, in all tables; returns when no active part holds one. Doing it
     * twice changes nothing.
     *
     * @return rows deleted, by table; tables without such rows are left out
     * @throws WarehouseUnreachable where the warehouse does not answer; what was deleted by then stays deleted
     */
    public Map<FactTable, Long> erase(Collection<Pseudonym> persons) {
        Map<FactTable, Long> erased = new EnumMap<>(FactTable.class);
        if (persons.isEmpty() || !changes) {
            return erased;
        }
        try {
            statements.execute("TRUNCATE TABLE ops.erasing_person");
            insert(persons);
            for (FactTable table : FactTable.values()) {
                long rows = table.hasPerson() ? count(table) : 0;
                if (rows > 0) {
                    // The epoch first: a crash between the two leaves rows that are sent again, never rows that are
                    // not.
                    raiseEpochs(List.of(table));
                    forgetRemovals(table);
                    statements.execute("ALTER TABLE " + table.tableName() + " DELETE WHERE " + OF_THE_PERSONS
                            + " SETTINGS mutations_sync = 2");
                    erased.put(table, rows);
                }
            }
            return erased;
        } finally {
            statements.execute("TRUNCATE TABLE ops.erasing_person");
        }
    }

    /**
     * Tokens of the persons' rows that their sources took back, and of groups that hold nobody else. Before the rows, which
     * tell which they are.
     */
    private void forgetRemovals(FactTable table) {
        String theirs =
                "removed_key IN (SELECT source_key FROM " + table.tableName() + " WHERE " + OF_THE_PERSONS + ")";
        String group = table.groupColumn();
        if (group != null) {
            theirs += " OR " + ofNobodyElse(table, group);
        }
        if (table == FactTable.LEISURE_VISIT) {
            theirs += " OR " + ofNobodyElse(table, "meeting_code_key");
        }
        String ofTable = "table_name = '" + table.tableName() + "'";
        // A mutation waits for ever for a set that is made of another set.
        statements.execute("TRUNCATE TABLE ops.expiring_key");
        statements.execute("INSERT INTO ops.expiring_key SELECT removed_key FROM ops.removal WHERE " + ofTable
                + " AND (" + theirs + ") SETTINGS final = 0");
        if (statements.number("SELECT count() FROM ops.expiring_key") > 0) {
            statements.execute("ALTER TABLE ops.removal DELETE WHERE " + ofTable + " AND removed_key IN"
                    + " (SELECT source_key FROM ops.expiring_key) SETTINGS mutations_sync = 2");
            statements.execute("TRUNCATE TABLE ops.expiring_key");
        }
    }

    private static String ofNobodyElse(FactTable table, String group) {
        String groups = "(SELECT assumeNotNull(" + group + ") FROM " + table.tableName() + " WHERE isNotNull(" + group
                + ") AND ";
        return "removed_key IN " + groups + OF_THE_PERSONS + ") AND removed_key NOT IN " + groups + "NOT ("
                + OF_THE_PERSONS + "))";
    }

    private long count(FactTable table) {
        return statements.number("SELECT count() FROM " + table.tableName() + " WHERE " + OF_THE_PERSONS);
    }

    /** Inputs that the ledger knows are read again when they come again, and their rows are new to the tables. */
    public void forgetInputs(Collection<FactTable> tables) {
        raiseEpochs(tables);
        writeEpoch(KNOWN_INPUTS, epochs.of(KNOWN_INPUTS) + 1);
    }

    /**
     * Rows of tables whose epoch is raised are new to them, though the same rows were there before. What models made of the
     * old ones is dropped.
     */
    public void raiseEpochs(Collection<FactTable> tables) {
        // What was made of the rows holds their tokens too.
        DerivedRows.forget(statements);
        for (FactTable table : tables) {
            writeEpoch(table.tableName(), epochs.of(table.tableName()) + 1);
        }
    }

    /** Generation of the barred list whose rows are erased here; 0 in a new warehouse. */
    public long barredGeneration() {
        return epochs.of(BARRED_LIST);
    }

    /** Says that every row of the barred list of this generation is erased. */
    public void writeBarredGeneration(long generation) {
        writeEpoch(BARRED_LIST, generation);
    }

    /** Generation of what the senders of other zones say that is carried out here; 0 in a new warehouse. */
    public long receivedGeneration() {
        return epochs.of(RECEIVED_STATES);
    }

    /** Says that all of this generation is carried out: rows of barred persons erased, withdrawn cases unlinked. */
    public void writeReceivedGeneration(long generation) {
        writeEpoch(RECEIVED_STATES, generation);
    }

    private void writeEpoch(String name, long epoch) {
        if (changes) {
            epochs.write(name, epoch);
        }
    }

    /** As the body of a request: a statement's text is logged. */
    private void insert(Collection<Pseudonym> persons) {
        ByteBuffer bytes = ByteBuffer.allocate(16 * persons.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (Pseudonym person : persons) {
            bytes.putLong(person.high()).putLong(person.low());
        }
        statements.insert("ops.erasing_person", List.of("person_pseudonym"), new ByteArrayInputStream(bytes.array()));
    }
}
