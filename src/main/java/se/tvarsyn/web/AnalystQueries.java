package se.tvarsyn.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.audit.QueryText;
import se.tvarsyn.warehouse.ReadQuery;
import se.tvarsyn.warehouse.ResultTable;
import se.tvarsyn.warehouse.SecondEngine;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * Queries that an analyst writes. They run in the engine of releases, which has an analyst's rights and no others; who is
 * limited to a part of the municipality has none here. Every one is in the audit log before it runs.
 */
public final class AnalystQueries {
    /** Characters of a query. */
    public static final int LONGEST = 20_000;

    /** Rows of an answer that are kept. */
    public static final int MOST_ROWS = 10_000;

    private static final int MOST_BYTES = 4_000_000;

    /** The profile ends a query after 60 seconds; an engine that has not answered by now hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    /** Leaves the pages' own questions a thread of the engine's. */
    private static final int AT_ONCE = 3;

    /** The section is closed to others; so is this, whatever a section may say. */
    private static final Set<Role> ASKERS = Set.of(Role.ANALYST, Role.ADMIN);

    private final @Nullable SharedAnalyst analyst;
    private final AuditLog log;
    private final QueryErrors errors;
    private final Duration patience;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    AnalystQueries(@Nullable SharedAnalyst analyst, AuditLog log, Clock clock) {
        this(analyst, log, clock, PATIENCE);
    }

    AnalystQueries(@Nullable SharedAnalyst analyst, AuditLog log, Clock clock, Duration patience) {
        this.analyst = analyst;
        this.log = log;
        this.errors = new QueryErrors(clock);
        this.patience = patience;
    }

    /**
     * Runs a query.
     *
     * @throws IOException where the audit cannot be written: then it is not run
     * @throws FiguresUnavailable where another wants or holds the releases, or they cannot be read
     */
    public QueryOutcome run(Viewer viewer, String sql) throws IOException {
        SharedAnalyst source = analyst;
        if (source == null) {
            throw new FiguresUnavailable("figures.own-tools");
        }
        if (!viewer.limit().isNone() || !viewer.isOneOf(ASKERS)) {
            throw new NoSuchPage();
        }
        if (sql.isBlank()) {
            return QueryRefusals.told("empty");
        }
        if (sql.length() > LONGEST) {
            return QueryRefusals.told("long");
        }
        if (!errors.areFew(viewer.name())) {
            return QueryRefusals.told("quota");
        }
        if (!asking.add(viewer.name())) {
            return QueryRefusals.told("one-at-a-time");
        }
        try {
            if (!free.tryAcquire()) {
                return QueryRefusals.told("many");
            }
            try {
                return answered(source, viewer, sql);
            } finally {
                free.release();
            }
        } finally {
            asking.remove(viewer.name());
        }
    }

    /** Without literals, as a steward's: a literal may be about somebody, and what is in the audit stays there. */
    private QueryOutcome answered(SharedAnalyst source, Viewer viewer, String sql) throws IOException {
        log.append(
                viewer.name(),
                "query",
                Map.of("role", "analyst", "by", "pages", "text", QueryText.withoutLiterals(sql)));
        QueryOutcome outcome = once(source, sql);
        if (outcome instanceof QueryOutcome.Refusal refusal && refusal.code() == QueryRefusals.QUOTA) {
            // The engine counts the errors of all analysts as one user's. Each one's own are counted here.
            outcome = once(source, sql);
        }
        // Broken off in the middle, or with the engine: an answer that did not come is told as well.
        if (outcome instanceof QueryOutcome.Refusal refusal && !refusal.word().equals(QueryRefusals.READS_ONLY)) {
            errors.add(viewer.name());
        }
        return outcome;
    }

    private QueryOutcome once(SharedAnalyst source, String sql) {
        try {
            return source.lend(patience, engine -> asked(source, engine, sql));
        } catch (WarehouseUnreachable e) {
            // Not tried again: it may be the query that ended the engine, and would end the next.
            if (source.isWanted()) {
                throw new FiguresUnavailable("figures.busy");
            }
            return QueryRefusals.told("ended");
        }
    }

    private static QueryOutcome asked(SharedAnalyst source, SecondEngine engine, String sql) {
        long start = System.nanoTime();
        try {
            ResultTable table = ReadQuery.ofAnalyst(engine.warehouse()).table(sql, MOST_ROWS, MOST_BYTES);
            return new QueryOutcome.Rows(table, (System.nanoTime() - start) / 1_000_000);
        } catch (ReadQuery.Refused e) {
            if (e.code() == QueryRefusals.QUOTA) {
                source.discard(engine);
            }
            return QueryRefusals.of(e, sql);
        } catch (IOException e) {
            if (engine.isAlive()) {
                return QueryRefusals.told("broken-off");
            }
            throw new WarehouseUnreachable("The engine of releases ended");
        } catch (UncheckedIOException e) {
            throw new WarehouseUnreachable("The engine of releases ended");
        }
    }
}
