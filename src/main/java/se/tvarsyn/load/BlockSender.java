package se.tvarsyn.load;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import se.tvarsyn.canonical.DeliveryTicket;

/**
 * Sends the blocks of a delivery in order, one behind the one that is being read. Holds one block at most beside the one
 * it sends, so memory is bounded and a slow warehouse slows the reading.
 */
public final class BlockSender implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(BlockSender::daemon);
    private final Map<UUID, Future<?>> last = new ConcurrentHashMap<>();

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for the delivery's previous block, and throws what it failed with; then sends this one. */
    void send(DeliveryTicket ticket, Runnable block) {
        await(ticket);
        last.put(ticket.id(), thread.submit(block));
    }

    /**
     * Waits until every block of the delivery is in the warehouse.
     *
     * @throws RuntimeException what a block failed with
     */
    public void await(DeliveryTicket ticket) {
        Future<?> sending = last.remove(ticket.id());
        if (sending == null) {
            return;
        }
        try {
            sending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a block was sent");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a block could not be sent", e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
