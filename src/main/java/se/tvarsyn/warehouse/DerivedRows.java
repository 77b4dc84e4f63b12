package se.tvarsyn.warehouse;

/**
 * What is made of the facts and can be made again: the tables of database {@code model}. They hold tokens and minutes, so
 * they go as soon as rows are erased, expire or get other tokens; the next refresh makes them anew, all of them.
 */
public final class DerivedRows {
    /** Where they lie. */
    public static final String DATABASE = "model";

    private DerivedRows() {}

    /** Drops them all; returns when their files are gone. Doing it twice changes nothing. */
    public static void forget(Statements statements) {
        for (String table : statements.texts("SELECT name FROM system.tables WHERE database = '" + DATABASE + "'")) {
            statements.execute("DROP TABLE IF EXISTS " + DATABASE + ".`" + table + "` SYNC");
        }
        statements.execute("TRUNCATE TABLE IF EXISTS ops.repeated_lesson");
    }
}
