package se.tvarsyn.load;

import java.util.ArrayDeque;
import java.util.Deque;
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
    /** One that is sent and one that waits: blocks take unlike times, and neither side should stand still for it. */
    private static final int ON_THEIR_WAY = 2;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(BlockSender::daemon);
    private final Map<UUID, Deque<Future<?>>> sending = new ConcurrentHashMap<>();

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }

    /** Hands a block over; waits first where two are on their way, and throws what the older one failed with. */
    void send(DeliveryTicket ticket, Runnable block) {
        Deque<Future<?>> blocks = sending.computeIfAbsent(ticket.id(), id -> new ArrayDeque<>());
        while (blocks.size() >= ON_THEIR_WAY) {
            finish(blocks.remove());
        }
        blocks.add(thread.submit(block));
    }

    /**
     * Waits until every block of the delivery is in the warehouse.
     *
     * @throws RuntimeException what a block failed with
     */
    public void await(DeliveryTicket ticket) {
        Deque<Future<?>> blocks = sending.remove(ticket.id());
        while (blocks != null && !blocks.isEmpty()) {
            finish(blocks.remove());
        }
    }

    private static void finish(Future<?> block) {
        try {
            block.get();
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
