package se.tvarsyn.warehouse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One starter at a time applies migrations, also from several machines. ClickHouse has no locks, but of two that create a
 * table of the same name one fails. The holder shows that it lives by altering the table's comment; one that does not is
 * overtaken by creating the table of the next number, which again only one can.
 */
final class MigrationLock implements AutoCloseable {
    /** How long a holder may be silent: much more than a pause of its machine, for overtaking one that lives is worse. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    private static final String NAME = "ops.migrating_";
    private static final int TABLE_EXISTS = 57;
    private static final long WAIT_MILLIS = 200;

    private final Statements statements;
    private final long number;
    private final ScheduledExecutorService life;

    private MigrationLock(Statements statements, long number, Duration silence) {
        this.statements = statements;
        this.number = number;
        this.life = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "migration-lock");
            thread.setDaemon(true);
            return thread;
        });
        long beat = silence.toMillis() / 6;
        life.scheduleAtFixedRate(this::showLife, beat, beat, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits for the one that holds it.
     *
     * @param silence after which a holder is overtaken
     */
    static MigrationLock take(Warehouse warehouse, Duration silence) throws InterruptedException {
        Statements statements = new Statements(warehouse, Refused::new);
        while (true) {
            Long next = next(statements, silence);
            if (next != null && create(statements, next)) {
                return new MigrationLock(statements, next, silence);
            }
            Thread.sleep(WAIT_MILLIS);
        }
    }

    /** @return the number to create, null while a holder lives */
    private static @Nullable Long next(Statements statements, Duration silence) {
        List<String> found = statements.texts("SELECT concat(toString(max(toUInt64(substring(name, 11)))), ' ',"
                + " toString(min(dateDiff('second', metadata_modification_time, now()))), ' ', toString(count()))"
                + " FROM system.tables WHERE database = 'ops' AND match(name, '^migrating_[0-9]+$')");
        String[] parts = found.get(0).split(" ", 3);
        if (parts[2].equals("0")) {
            return 1L;
        }
        return Long.parseLong(parts[1]) > silence.toSeconds() ? Long.parseLong(parts[0]) + 1 : null;
    }

    private static boolean create(Statements statements, long number) {
        try {
            statements.execute("CREATE TABLE " + NAME + number
                    + " (nothing UInt8 COMMENT 'Holds no rows') ENGINE = MergeTree ORDER BY nothing"
                    + " COMMENT 'No rows: a process applies migrations while this table is there'");
            return true;
        } catch (Refused e) {
            if (e.code == TABLE_EXISTS) {
                return false;
            }
            throw e;
        }
    }

    private void showLife() {
        try {
            statements.execute("ALTER TABLE " + NAME + number + " MODIFY COMMENT"
                    + " 'No rows: a process applies migrations while this table is there; seen alive "
                    + System.nanoTime()
                    + "'");
        } catch (RuntimeException e) {
            // The next beat may get through; the migration itself fails where the warehouse is gone.
            return;
        }
    }

    @Override
    public void close() {
        life.shutdownNow();
        for (long held = 1; held <= number; held++) {
            statements.execute("DROP TABLE IF EXISTS " + NAME + held + " SYNC");
        }
    }

    /** A statement of the lock was not carried out. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int code;

        Refused(int code) {
            super("ops.migrating: the lock of the migrations cannot be taken"
                    + (code == 0 ? "" : " (ClickHouse error " + code + ")")
                    + "; see that the user may create and alter tables in ops");
            this.code = code;
        }
    }
}
