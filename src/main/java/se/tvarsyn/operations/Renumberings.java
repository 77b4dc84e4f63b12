package se.tvarsyn.operations;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.erasure.RetokenedRows;
import se.tvarsyn.renumbering.NumberMemory;
import se.tvarsyn.renumbering.Renumbered;

/**
 * Keeps the warehouse as the memory of numbers says: rows of a person who got a personnummer carry its token. The memory is
 * written first, so whatever breaks in between is seen by its generation, and made good before the next delivery.
 */
public final class Renumberings {
    private final NumberMemory memory;
    private final Path file;
    private final RetokenedRows rows;
    private final Function<Renumbered, RetokenedRows.Change> tokens;
    private long doneGeneration;

    /**
     * @param file where the memory is, for messages
     * @param tokens of both numbers, under the keys that rows are made with now
     */
    public Renumberings(
            NumberMemory memory, Path file, RetokenedRows rows, Function<Renumbered, RetokenedRows.Change> tokens) {
        this.memory = memory;
        this.file = file;
        this.rows = rows;
        this.tokens = tokens;
    }

    /**
     * Before the first delivery: changes rows anew where the warehouse is older than the memory, by a crash or a restored
     * backup.
     *
     * @throws HomeFileUnreadable where the memory is older than the warehouse
     */
    public void agree() {
        doneGeneration = rows.generation(RetokenedRows.Cause.NUMBERS);
        if (doneGeneration > memory.generation()) {
            throw new HomeFileUnreadable(
                    file,
                    "the memory of numbers is older than the warehouse, so one person may be taken for two: restore the"
                            + " newest backup of this file");
        }
        done();
    }

    /** A delivery is in, and what it showed of numbers holds. */
    void settle(DeliveryTicket ticket) {
        memory.settle(ticket);
        done();
    }

    void abandon(DeliveryTicket ticket) {
        memory.abandon(ticket);
    }

    private void done() {
        long generation = memory.generation();
        if (doneGeneration < generation) {
            List<RetokenedRows.Change> changes =
                    memory.renumbered().stream().map(tokens).toList();
            rows.renumber(changes);
            rows.writeGeneration(RetokenedRows.Cause.NUMBERS, generation);
            doneGeneration = generation;
        }
    }
}
