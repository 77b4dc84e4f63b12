package se.tvarsyn.erasure;

import java.time.Clock;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.Statements;

/** Table {@code ops.table_epoch}: by name, a number that only grows. Names are ours, never those of a source. */
final class TableEpochs {
    private final Statements statements;
    private final Clock clock;

    /** @param statements of the task whose numbers these are: they fail in its words */
    TableEpochs(Statements statements, Clock clock) {
        this.statements = statements;
        this.clock = clock;
    }

    /** 0 in a new warehouse. */
    long of(String name) {
        return statements.number("SELECT max(epoch) FROM ops.table_epoch WHERE table_name = '" + name + "'");
    }

    void write(String name, long epoch) {
        statements.execute("INSERT INTO ops.table_epoch (table_name, epoch, written_at) SETTINGS async_insert = 0,"
                + " insert_deduplicate = 0 VALUES ('" + name + "', " + epoch + ", '"
                + InstantText.micros(clock.instant()) + "')");
    }
}
