package se.tvarsyn.web;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.warehouse.NothingReleased;
import se.tvarsyn.warehouse.RightsTooWide;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * Releases on a server, read with {@code publication.reader}. Its rights are looked at before the first question, and again
 * after a question that was not answered.
 */
final class ServerAnalyst implements ReleaseSource {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAnalyst.class);

    private final ReleasePlace place;
    private final Duration fresh;
    private ReleasePlace.@Nullable Login reader;
    private long readAt;
    private long marks;

    /** @param fresh how long the list of releases is taken for what it was: an analyst's questions are counted by the server */
    ServerAnalyst(ReleasePlace place, Duration fresh) {
        this.place = place;
        this.fresh = fresh;
    }

    @Override
    public synchronized boolean isThere() {
        try {
            return ask(statements ->
                    statements.number("SELECT count() FROM system.tables WHERE database = 'mart' AND name = 'release'")
                            > 0);
        } catch (NothingReleased e) {
            return false;
        }
    }

    @Override
    public synchronized String mark() {
        long now = System.nanoTime();
        if (marks == 0 || now - readAt >= fresh.toNanos()) {
            readAt = now;
            marks++;
        }
        return String.valueOf(marks);
    }

    @Override
    public synchronized <T> T ask(Function<Statements, T> question) {
        for (int tries = 2; ; tries--) {
            try {
                return question.apply(new Statements(held(), NotAnswered::new));
            } catch (NotAnswered e) {
                close();
                if (tries <= 1) {
                    throw new FiguresUnavailable("figures.unreadable");
                }
            }
        }
    }

    private Warehouse held() {
        ReleasePlace.Login here = reader;
        if (here == null) {
            try {
                here = place.reader();
            } catch (WarehouseUnreachable e) {
                LOG.warn("{}", e.getMessage());
                throw new FiguresUnavailable("figures.unreachable");
            } catch (RightsTooWide e) {
                LOG.warn("pages show no release: {}", e.getMessage());
                throw new FiguresUnavailable("figures.refused");
            } catch (IOException e) {
                LOG.warn(
                        "the rights of publication.reader cannot be looked at ({})",
                        e.getClass().getSimpleName());
                throw new FiguresUnavailable("figures.unreadable");
            }
            reader = here;
        }
        return here.warehouse();
    }

    @Override
    public synchronized boolean isHeld() {
        return reader != null;
    }

    @Override
    public synchronized void close() {
        ReleasePlace.Login here = reader;
        reader = null;
        if (here != null) {
            here.close();
        }
    }
}
