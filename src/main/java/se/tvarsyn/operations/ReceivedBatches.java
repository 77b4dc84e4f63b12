package se.tvarsyn.operations;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/** The table {@code ops.received_batch}: which batches of other zones were begun here, and where they stand in the order. */
final class ReceivedBatches {
    private final Statements statements;
    private final Clock clock;

    ReceivedBatches(Warehouse warehouse, Clock clock) {
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable("ops.received_batch does not answer (ClickHouse error " + code
                        + "); see that the warehouse runs and its migrations are applied"));
        this.clock = clock;
    }

    /** Every batch that was begun. */
    List<Begun> all() {
        List<Begun> all = new ArrayList<>();
        statements.each(
                "SELECT sender, batch_number, feed, ledger, sender_sequence, sequence,"
                        + " key_marks FROM ops.received_batch FINAL ORDER BY sender, batch_number",
                row -> all.add(new Begun(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getString(7))));
        return all;
    }

    /** @param senderSequence 0 where the delivery kept a place that it had before */
    void write(ReceivedBatch batch, long senderSequence, long sequence) {
        String values = "(?, " + batch.number() + ", ?, ?, " + senderSequence + ", toUUID('" + batch.delivery() + "'), "
                + sequence + ", ?, '" + InstantText.micros(clock.instant()) + "')";
        statements.execute(
                "INSERT INTO ops.received_batch (sender, batch_number, feed, ledger, sender_sequence, delivery_id,"
                        + " sequence, key_marks, written_at) SETTINGS async_insert = 0, insert_deduplicate = 0"
                        + " VALUES " + values,
                List.of(batch.sender(), batch.feed(), batch.ledger(), marks(batch.keys())));
    }

    private static String marks(List<KeyMark> keys) {
        return keys.stream().map(ReceivedBatches::mark).collect(Collectors.joining("\n"));
    }

    private static String mark(KeyMark key) {
        return key.domain() + " " + key.version() + " " + key.checkValue();
    }

    /** A key of a domain of which tokens are here, made with another key or another version of it: they join nobody. */
    static Optional<KeyMark> otherKey(List<Begun> all, List<KeyMark> keys) {
        return keys.stream()
                .filter(key -> all.stream()
                        .flatMap(begun -> begun.keyMarks().lines())
                        .anyMatch(line -> line.startsWith(key.domain() + " ") && !line.equals(mark(key))))
                .findFirst();
    }

    /**
     * A delivery's place in the order of this home. New deliveries come after everything that is here. One that its
     * sender made before another, and that comes after it, goes before that one: its place was left free.
     *
     * @param after the last place that is taken here
     */
    static long place(List<Begun> all, ReceivedBatch batch, long after) {
        List<Begun> same = all.stream()
                .filter(b -> b.sender().equals(batch.sender())
                        && b.ledger().equals(batch.ledger())
                        && b.feed().equals(batch.feed())
                        && b.senderSequence() > 0)
                .toList();
        Optional<Begun> next = same.stream()
                .filter(b -> b.senderSequence() > batch.senderSequence())
                .min(Comparator.comparingLong(Begun::senderSequence));
        if (next.isPresent()) {
            return next.get().sequence() - (next.get().senderSequence() - batch.senderSequence());
        }
        long before = same.stream().mapToLong(Begun::senderSequence).max().orElse(0);
        long last =
                Math.max(after, all.stream().mapToLong(Begun::sequence).max().orElse(0));
        return last + batch.senderSequence() - before;
    }

    /**
     * A batch whose loading was begun.
     *
     * @param senderSequence 0 where its delivery kept a place that it had before
     * @param sequence the delivery's place here
     * @param keyMarks one a line
     */
    record Begun(
            String sender,
            long number,
            String feed,
            String ledger,
            long senderSequence,
            long sequence,
            String keyMarks) {}
}
