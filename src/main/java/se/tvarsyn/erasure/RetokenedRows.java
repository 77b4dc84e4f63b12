package se.tvarsyn.erasure;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.warehouse.DerivedRows;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * Gives rows another token of their person by a mutation, which rewrites every version of them; no row goes or comes. As in
 * {@link WarehouseErasure} the statement names a table in memory, never a token: else its text, which ClickHouse keeps,
 * would say which two tokens belong together.
 *
 * <p>No epoch is raised: a row that is sent again carries the new token, so its block is another one.
 */
public final class RetokenedRows {
    /** What keeps a generation of its own in ops.table_epoch: the one whose rows are done. */
    public enum Cause {
        /** Consents that were withdrawn. */
        CONSENTS("consents"),
        /** Samordningsnummer that became personnummer. */
        NUMBERS("numbers");

        private final String row;

        Cause(String row) {
            this.row = row;
        }
    }

    /** Last day of ClickHouse's Date32. */
    private static final LocalDate NO_END = LocalDate.of(2299, 12, 31);

    private static final int ROW_BYTES = 16 + 16 + 2 + 4;

    private final Warehouse warehouse;
    private final Clock clock;
    private final Statements statements;
    private final TableEpochs epochs;
    private final boolean isChanging;

    public RetokenedRows(Warehouse warehouse, Clock clock) {
        this(warehouse, clock, true);
    }

    private RetokenedRows(Warehouse warehouse, Clock clock, boolean isChanging) {
        this.warehouse = warehouse;
        this.clock = clock;
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable(
                        "The warehouse did not answer while tokens of rows were replaced; what is left is"
                                + " done by the next load or run"));
        this.epochs = new TableEpochs(statements, clock);
        this.isChanging = isChanging;
    }

    /** For who only looks: leaves every row as it is. */
    public RetokenedRows changingNothing() {
        return new RetokenedRows(warehouse, clock, false);
    }

    /**
     * What becomes of the rows of one token.
     *
     * @param rows token that the rows are found by
     * @param person token that their person gets
     * @param keyVersion version of the key that made it
     * @param before only rows before this day; null for all
     */
    public record Change(
            Pseudonym rows,
            Pseudonym person,
            int keyVersion,
            @Nullable LocalDate before) {
        public Change {
            Objects.requireNonNull(rows);
            Objects.requireNonNull(person);
        }

        @Override
        public String toString() {
            return "Change[]";
        }
    }

    /**
     * Takes the linked token out of the rows of cases, found by their case_key. Doing it twice changes nothing.
     *
     * @return rows that were linked, in every version
     * @throws WarehouseUnreachable where the warehouse does not answer; some rows may be done
     */
    public long unlinkCases(Collection<Change> cases) {
        return change("core.support_case", cases, "is_linkable", "case_key", "step_on", ", is_linkable = isNull(%s)");
    }

    /**
     * Gives every linked row of persons, in all tables, the token of the number that they have now. Doing it twice changes
     * nothing.
     *
     * @return rows that had an old token, in every version
     */
    public long renumber(Collection<Change> persons) {
        long count = 0;
        for (FactTable table : FactTable.values()) {
            if (table.hasPerson()) {
                count += change(
                        table.in(FactTable.DATABASE),
                        persons,
                        "is_linkable",
                        "person_pseudonym",
                        "toDate32('1970-01-02')",
                        "");
            }
        }
        return count;
    }

    /**
     * @param condition of rows that may change, besides their token
     * @param column that holds the token by which rows are found
     * @param day SQL of what is held against {@link Change#before}; after 1970-01-01
     * @param more assignments, each after a comma; %s stands for the new token, NULL where there is none
     */
    private long change(
            String table, Collection<Change> changes, String condition, String column, String day, String more) {
        if (changes.isEmpty() || !isChanging) {
            return 0;
        }
        // A token that is not in the table gives 1970-01-01, and no row is before it. Values are NULL then and change
        // nothing: the table may be emptied while a mutation that nobody waits for any longer is still at work.
        String rows = condition + " AND " + day + " < joinGet('ops.retoken', 'before_on', " + column + ")";
        String person = "joinGetOrNull('ops.retoken', 'person_pseudonym', " + column + ")";
        String version = "joinGetOrNull('ops.retoken', 'key_version', " + column + ")";
        try {
            statements.execute("TRUNCATE TABLE ops.retoken");
            insert(changes);
            long count = statements.number("SELECT count() FROM " + table + " WHERE " + rows + " SETTINGS final = 0");
            if (count > 0) {
                // What was made of the rows holds their old tokens too.
                DerivedRows.forget(statements);
                statements.execute("ALTER TABLE " + table + " UPDATE person_pseudonym = ifNull(" + person
                        + ", person_pseudonym), key_version = ifNull(" + version + ", key_version)"
                        + String.format(Locale.ROOT, more, person) + " WHERE " + rows
                        + " SETTINGS mutations_sync = 2");
            }
            return count;
        } finally {
            statements.execute("TRUNCATE TABLE ops.retoken");
        }
    }

    /** Generation whose rows are done here; 0 in a new warehouse. */
    public long generation(Cause cause) {
        return epochs.of(cause.row);
    }

    /** Says that every row of this generation is done. */
    public void writeGeneration(Cause cause, long generation) {
        if (isChanging) {
            epochs.write(cause.row, generation);
        }
    }

    /** As the body of a request: a statement's text is logged. */
    private void insert(Collection<Change> changes) {
        ByteBuffer bytes = ByteBuffer.allocate(ROW_BYTES * changes.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (Change change : changes) {
            LocalDate before = change.before() == null ? NO_END : change.before();
            bytes.putLong(change.rows().high()).putLong(change.rows().low());
            bytes.putLong(change.person().high()).putLong(change.person().low());
            bytes.putShort((short) change.keyVersion()).putInt((int) before.toEpochDay());
        }
        statements.insert(
                "ops.retoken",
                List.of("row_token", "person_pseudonym", "key_version", "before_on"),
                new ByteArrayInputStream(bytes.array()));
    }
}
