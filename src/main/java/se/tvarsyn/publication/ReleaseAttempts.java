package se.tvarsyn.publication;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import se.tvarsyn.models.RefreshRefused;
import se.tvarsyn.publication.ReleaseRefused.Reason;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.RightsTooWide;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * Attempts at a release that gave none, in {@code ops.release_attempt}: who, when, and why, as a code and a number. What the
 * command said is not kept: it names the cells that can be worked out.
 */
public final class ReleaseAttempts {
    private static final String TABLE = "ops.release_attempt";

    private final Statements statements;
    private final Clock clock;

    public ReleaseAttempts(Warehouse warehouse, Clock clock) {
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable(TABLE + " cannot be written"
                        + (code == 0 ? "" : " (ClickHouse error " + code + ")")
                        + "; see that the warehouse runs and its migrations are applied"));
        this.clock = clock;
    }

    /** What makes a release, or is refused. */
    @FunctionalInterface
    public interface Making {
        ReleaseOutcome make() throws IOException;
    }

    /**
     * An attempt that gave no release.
     *
     * @param at when it was stopped
     * @param by who tried
     * @param findings cells that the auditor worked out; 0 where it is not what stopped it
     */
    public record Stopped(ReleasePeriod period, Instant at, String by, Reason reason, long findings) {}

    /**
     * Makes a release, and notes where none comes of it. One that stands already is no refusal.
     *
     * @param progress told where the note cannot be written, which is no reason to hide why there is no release
     */
    public ReleaseOutcome noting(ReleasePeriod period, String by, Consumer<String> progress, Making making)
            throws IOException {
        try {
            ReleaseOutcome outcome = making.make();
            if (!outcome.passes()) {
                note(period, by, Reason.AUDITOR, outcome.cellsFound().size(), progress);
            }
            return outcome;
        } catch (IOException | RuntimeException e) {
            note(period, by, reason(e), 0, progress);
            throw e;
        }
    }

    private static Reason reason(Exception failure) {
        if (failure instanceof ReleaseRefused refused) {
            return refused.reason();
        }
        if (failure instanceof RightsTooWide) {
            return Reason.RIGHTS;
        }
        // What the data tests found is read with the refusals of a refresh.
        return failure instanceof WarehouseUnreachable || failure instanceof RefreshRefused
                ? Reason.WAREHOUSE
                : Reason.BROKEN_OFF;
    }

    private void note(ReleasePeriod period, String by, Reason reason, long findings, Consumer<String> progress) {
        try {
            statements.execute(
                    "INSERT INTO " + TABLE + " (period, period_kind, attempted_at, made_by, reason, findings)"
                            + " SETTINGS async_insert = 0 VALUES (?, ?, '" + InstantText.millis(clock.instant())
                            + "', ?, ?, " + findings + ")",
                    List.of(period.name(), period.kind(), by, reason.code()));
        } catch (RuntimeException e) {
            progress.accept("that there is no release could not be noted: "
                    + (e instanceof WarehouseUnreachable
                            ? e.getMessage()
                            : e.getClass().getSimpleName()));
        }
    }

    /** The newest, newest first. */
    public List<Stopped> newest(int limit) {
        List<Stopped> newest = new ArrayList<>();
        statements.each(
                "SELECT period, toUnixTimestamp64Milli(attempted_at), made_by, reason, findings FROM " + TABLE
                        + " ORDER BY attempted_at DESC, period, reason LIMIT " + limit,
                row -> newest.add(new Stopped(
                        ReleasePeriod.of(row.getString(1)),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getString(3),
                        Reason.of(row.getString(4)),
                        row.getLong(5))));
        return newest;
    }
}
