package se.tvarsyn.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import se.tvarsyn.publication.ReleaseRefused.Reason;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/** Every release there was, in {@code ops.release}, and its figures as they were shown, in {@code ops.released_figure}. */
public final class ReleaseLedger {
    /** Figures as they were shown. Nothing in it is about one person. */
    static final String FIGURES = "ops.released_figure";

    private static final String TABLE = "ops.release";
    private static final String COLUMNS = "release_name, version, period_kind, period, state, happened_at, made_by,"
            + " deliveries, code_version, catalogue_sha256, figures, hidden, figures_sha256, audit";

    private final Statements statements;

    public ReleaseLedger(Warehouse warehouse) {
        this.statements = new Statements(
                warehouse,
                code -> new ReleaseRefused(
                        Reason.WAREHOUSE,
                        "the ledger of releases cannot be read or written"
                                + (code == 0 ? "" : " (ClickHouse error " + code + ")")
                                + "; see that the warehouse runs and its migrations are applied"));
    }

    Statements statements() {
        return statements;
    }

    /** All, in the order of their periods' last days. */
    public List<ReleaseRecord> all() {
        List<ReleaseRecord> all = new ArrayList<>();
        statements.each(
                "SELECT period, state, toUnixTimestamp64Milli(happened_at), made_by,"
                        + " arrayStringConcat(arrayMap(d -> toString(d), deliveries), ' '), code_version,"
                        + " catalogue_sha256, figures, hidden, figures_sha256, audit FROM "
                        + TABLE + " FINAL",
                row -> all.add(read(row)));
        all.sort((a, b) -> a.period().last().compareTo(b.period().last()) * 2
                + Integer.signum(a.name().compareTo(b.name())));
        return all;
    }

    private static ReleaseRecord read(ResultSet row) throws SQLException {
        return new ReleaseRecord(
                ReleasePeriod.of(row.getString(1)),
                row.getString(2).equals("retracted"),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4),
                Arrays.stream(row.getString(5).split(" "))
                        .filter(id -> !id.isEmpty())
                        .map(UUID::fromString)
                        .toList(),
                row.getString(6),
                row.getString(7),
                row.getLong(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11));
    }

    public Optional<ReleaseRecord> of(ReleasePeriod period) {
        return all().stream().filter(r -> r.name().equals(period.name())).findFirst();
    }

    void write(ReleaseRecord release) {
        statements.execute(
                "INSERT INTO " + TABLE + " (" + COLUMNS + ") VALUES (?, " + (release.isRetracted() ? 2 : 1)
                        + ", ?, ?, ?, '" + InstantText.millis(release.at()) + "', ?, "
                        + release.deliveries().stream()
                                .map(id -> "'" + id + "'")
                                .collect(Collectors.joining(", ", "[", "]"))
                        + ", ?, ?, " + release.figures() + ", " + release.hidden() + ", ?, ?)",
                List.of(
                        release.name(),
                        release.period().kind(),
                        release.period().name(),
                        release.isRetracted() ? "retracted" : "released",
                        release.by(),
                        release.codeVersion(),
                        release.catalogue(),
                        release.sha256(),
                        release.audit()));
    }
}
