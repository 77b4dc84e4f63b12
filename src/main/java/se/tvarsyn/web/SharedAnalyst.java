package se.tvarsyn.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
 * seconds or as soon as a publisher or another analyst wants it. One question at a time: they are few, because what was read
 * is kept ({@link ReleasedFigures}).
 */
final class SharedAnalyst implements ReleaseSource {
    private static final Logger LOG = LoggerFactory.getLogger(SharedAnalyst.class);
    private static final int LOOK_MILLIS = 200;

    private final ReleasePlace place;
    private final Duration idle;
    private final StorageTurns turns;
    private final ScheduledExecutorService watch;
    private @Nullable SecondEngine engine;
    private long askedAt;

    SharedAnalyst(ReleasePlace place, Duration idle) {
        this.place = place;
        this.idle = idle;
        this.turns = new StorageTurns(place.embeddedStorage());
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tvarsyn-pages-turns");
            thread.setDaemon(true);
            return thread;
        });
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
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
                Statements statements = new Statements(held().warehouse(), code -> new NotAnswered(code));
                T answer = question.apply(statements);
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
            if (engine != null && (turns.isWanted() || System.nanoTime() - askedAt > idle.toNanos())) {
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
        if (here != null) {
            here.close();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        giveUp();
    }
}
