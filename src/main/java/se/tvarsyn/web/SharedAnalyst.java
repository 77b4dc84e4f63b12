package se.tvarsyn.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.warehouse.SecondEngine;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.StorageTurns;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * The engine of releases, with an analyst's rights, as the pages share it: started at a question, given up after some idle
 * seconds or as soon as a publisher or another analyst wants it. The pages' own questions come one at a time: they are few,
 * because what was read is kept ({@link ReleasedFigures}). An engine that does not answer in time is ended, and the next
 * question starts another.
 */
final class SharedAnalyst implements ReleaseSource {
    private static final Logger LOG = LoggerFactory.getLogger(SharedAnalyst.class);
    private static final int LOOK_MILLIS = 200;

    private final ReleasePlace place;

    /** A large release is read in some seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Duration idle;
    private final StorageTurns turns;
    private final ScheduledExecutorService watch = daemon("tvarsyn-pages-turns");
    /** Apart from the watch, which waits while a question is asked. */
    private final ScheduledExecutorService ends = daemon("tvarsyn-pages-ends");

    private @Nullable SecondEngine engine;
    private int lent;
    private long askedAt;

    SharedAnalyst(ReleasePlace place, Duration idle) {
        this.place = place;
        this.idle = idle;
        this.turns = new StorageTurns(place.embeddedStorage());
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public boolean isThere() {
        return turns.exists();
    }

    /** Changes whenever anybody takes the storage; until then nothing was released or taken back. */
    @Override
    public String mark() {
        return turns.lastTaken();
    }

    /** @throws FiguresUnavailable where another wants or holds the releases, or they cannot be read */
    @Override
    public synchronized <T> T ask(Function<Statements, T> question) {
        for (int tries = 2; ; tries--) {
            try {
                SecondEngine here = held();
                Statements statements = new Statements(here.warehouse(), code -> new NotAnswered(code));
                T answer = within(here, PATIENCE, () -> question.apply(statements));
                askedAt = System.nanoTime();
                return answer;
            } catch (NotAnswered | WarehouseUnreachable e) {
                giveUp();
                // The engine's process may have ended since the last question.
                if (tries <= 1 || turns.isWanted()) {
                    throw new FiguresUnavailable("figures.busy");
                }
            }
        }
    }

    /** Ends an engine whose answer has not come in time: then the question fails, and nobody waits for it longer. */
    private <T> T within(SecondEngine here, Duration patience, Supplier<T> question) {
        ScheduledFuture<?> end = ends.schedule(here::kill, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return question.get();
        } finally {
            end.cancel(false);
        }
    }

    /**
     * Lends the engine out for a question that may take long: others need not wait for it, and who wants the storage ends it.
     *
     * @param patience after which the engine is ended
     * @throws FiguresUnavailable where another wants or holds the releases, or they cannot be read
     */
    <T> T lend(Duration patience, Function<SecondEngine, T> question) {
        SecondEngine here = borrow();
        try {
            return within(here, patience, () -> question.apply(here));
        } finally {
            giveBack(here);
        }
    }

    /** Whether another wants the storage: what fails then fails for that. */
    boolean isWanted() {
        return turns.isWanted();
    }

    private synchronized SecondEngine borrow() {
        SecondEngine here = engine;
        if (here != null && !here.isAlive()) {
            giveUp();
        }
        try {
            here = held();
        } catch (WarehouseUnreachable e) {
            throw new FiguresUnavailable("figures.busy");
        }
        lent++;
        return here;
    }

    private synchronized void giveBack(SecondEngine here) {
        lent--;
        askedAt = System.nanoTime();
        if (here.equals(engine) && !here.isAlive()) {
            giveUp();
        }
    }

    /** Ends an engine that will not do any more; where it is not the held one any longer, nothing is done. */
    synchronized void discard(SecondEngine here) {
        if (here.equals(engine)) {
            giveUp();
        }
    }

    private SecondEngine held() {
        SecondEngine here = engine;
        if (here == null) {
            if (turns.isWanted()) {
                throw new FiguresUnavailable("figures.busy");
            }
            try {
                here = place.forPages();
            } catch (IOException e) {
                LOG.warn(
                        "the engine of releases does not start ({})",
                        e.getClass().getSimpleName());
                throw new FiguresUnavailable("figures.unreadable");
            }
            engine = here;
        }
        return here;
    }

    @Override
    public synchronized boolean isHeld() {
        return engine != null;
    }

    private synchronized void look() {
        try {
            boolean isIdle = lent == 0 && System.nanoTime() - askedAt > idle.toNanos();
            if (engine != null && (turns.isWanted() || isIdle)) {
                giveUp();
            }
        } catch (RuntimeException e) {
            // Thrown out of here it would end the watch, and nobody else would ever have the storage.
            LOG.warn(
                    "the engine of releases was not looked after ({})",
                    e.getClass().getSimpleName());
        }
    }

    private synchronized void giveUp() {
        SecondEngine here = engine;
        engine = null;
        if (here != null && lent > 0) {
            // Whoever wants the storage does not wait for a person's question. Nothing is lost: an analyst writes
            // nothing.
            here.kill();
        } else if (here != null) {
            here.close();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        ends.shutdownNow();
        giveUp();
    }
}
