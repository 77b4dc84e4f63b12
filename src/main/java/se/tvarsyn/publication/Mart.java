package se.tvarsyn.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.publication.ReleaseRefused.Reason;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * Database {@code mart}: what analysts and leads read. A release is built beside the tables that stand, checked there, and
 * swapped in; a reader sees all of it or nothing.
 */
public final class Mart {
    /** Not there where the last release was made by a program that did not tell of sources. */
    static final String SOURCES = "source";

    /** The table of releases comes last: a release that is named there is there. */
    static final List<String> TABLES = List.of("figure", "metric", "cube", "label", SOURCES, "release");

    private static final String BUILD = "__build";
    private static final int REFUSED_LOGIN = 516;
    private static final String SORTED = "metric, dimension, value, across, cube";

    private final Warehouse warehouse;
    private final Statements statements;
    private final @Nullable Path definitions;
    private final Guard guard;

    /** @param warehouse that {@code mart} is in; its tables are there, or are only looked for */
    public Mart(Warehouse warehouse) {
        this(warehouse, null, () -> {});
    }

    /**
     * @param warehouse that {@code mart} is in, with a publisher's rights
     * @param definitions the folder {@code warehouse/publication}, of which tables are made that are not there
     * @param guard asked before anything is shown
     */
    public Mart(Warehouse warehouse, @Nullable Path definitions, Guard guard) {
        this.warehouse = warehouse;
        this.definitions = definitions;
        this.guard = guard;
        this.statements = new Statements(warehouse, code -> failure(warehouse, code));
    }

    /** Throws what stands in the way of showing a release. */
    @FunctionalInterface
    public interface Guard {
        void ask() throws IOException;
    }

    private static RuntimeException failure(Warehouse warehouse, int code) {
        String release = " What was released is kept: run release create for the same period again, and it is shown";
        if (code == 0) {
            return new WarehouseUnreachable("The warehouse of releases at " + warehouse.endpoint()
                    + " does not answer; see that it runs, and to publication.url." + release);
        }
        if (code == REFUSED_LOGIN) {
            return new WarehouseUnreachable("The warehouse of releases at " + warehouse.endpoint()
                    + " refuses the login; see to publication.user and its password file." + release);
        }
        return new ReleaseRefused(
                Reason.WAREHOUSE,
                "the tables of releases cannot be read or written (ClickHouse error " + code
                        + "); see that their warehouse has room, and to the rights of publication.user." + release);
    }

    /**
     * Makes the tables that are not there.
     *
     * @param definitions the folder {@code warehouse/publication}
     */
    public void prepare(Path definitions) throws IOException {
        for (Migrations.Part part : Migrations.split(Files.readString(definitions.resolve("release.sql")))) {
            statements.execute(part.sql());
        }
    }

    /** Makes the tables, and asks whether releases may be shown here. */
    public void open() throws IOException {
        if (definitions != null) {
            prepare(definitions);
        }
        guard.ask();
    }

    Statements statements() {
        return statements;
    }

    /** Whether a release stands here. */
    public boolean holds(ReleasePeriod period) {
        return tells("release")
                && statements.texts("SELECT release_name FROM mart.release").contains(period.name());
    }

    /** Whether anything of a release can be read here, also where it was taken away in part. */
    boolean holdsAnyOf(ReleasePeriod period) {
        return TABLES.stream()
                .anyMatch(table -> tells(table)
                        && statements.number("SELECT count() FROM mart." + table + " WHERE release_name = '"
                                        + period.name() + "'")
                                > 0);
    }

    /** Whether there is a table. */
    boolean tells(String table) {
        return statements.number("SELECT count() FROM system.tables WHERE database = 'mart' AND name = '" + table + "'")
                > 0;
    }

    /** Fills the tables of one release that is being built. */
    @FunctionalInterface
    interface Filling {
        /** @param tables the name of each of {@link #TABLES} while it is built */
        void fill(Statements into, Map<String, String> tables);
    }

    /**
     * Puts a release in the place of what stands of it.
     *
     * @throws ReleaseRefused where a table would hold what may not be shown; what stood stands
     */
    void put(ReleasePeriod period, Filling filling) {
        try {
            open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> tables = new LinkedHashMap<>();
        TABLES.forEach(table -> tables.put(table, "mart." + table + BUILD));
        try {
            tables.forEach((table, build) -> {
                statements.execute("DROP TABLE IF EXISTS " + build + " SYNC");
                statements.execute("CREATE TABLE " + build + " AS mart." + table);
                statements.execute("INSERT INTO " + build + " SELECT * FROM mart." + table + " WHERE release_name != '"
                        + period.name() + "'");
            });
            filling.fill(statements, tables);
            Set<String> built =
                    TABLES.stream().map(table -> table + BUILD).collect(Collectors.toCollection(TreeSet::new));
            List<String> problems = MartSelfCheck.problems(warehouse, "mart", built);
            if (!problems.isEmpty()) {
                throw new ReleaseRefused(
                        Reason.UNSAFE, "the release is not safe, and is not shown: " + String.join("; ", problems));
            }
            tables.forEach((table, build) -> statements.execute("EXCHANGE TABLES " + build + " AND mart." + table));
        } finally {
            tables.values().forEach(build -> statements.execute("DROP TABLE IF EXISTS " + build + " SYNC"));
        }
    }

    /** Takes a release away; nothing of it is left to be read. */
    void remove(ReleasePeriod period) {
        List<String> backwards = new ArrayList<>(TABLES);
        java.util.Collections.reverse(backwards);
        backwards.stream()
                .filter(this::tells)
                .forEach(table ->
                        statements.execute("ALTER TABLE mart." + table + " DROP PARTITION '" + period.name() + "'"));
    }

    /** What is wrong with the tables, one line each; empty where all is well. */
    public List<String> problems() {
        return MartSelfCheck.problems(warehouse);
    }

    /** Of figures as they were kept, the columns that readers see. */
    static String shownColumns(String releaseName, ReleasePeriod period) {
        StringBuilder sql = new StringBuilder("SELECT toString(release_name) AS release_name, cube, metric, '"
                + period.kind() + "' AS period_kind, '" + period.name() + "' AS period,"
                + " arrayStringConcat(mapKeys(levels), ', ') AS dimension,"
                + " arrayStringConcat(mapValues(levels), ', ') AS value,"
                + " across, shown, number, numerator, denominator, spread");
        for (String level : Cubes.LEVELS) {
            sql.append(", if(mapContains(levels, '")
                    .append(level)
                    .append("'), levels['")
                    .append(level)
                    .append("'], NULL) AS ")
                    .append(level);
        }
        return sql + " FROM " + ReleaseLedger.FIGURES + " WHERE release_name = '" + releaseName + "' ORDER BY "
                + SORTED;
    }

    /** The same of what readers see, in the same order. */
    static String readColumns(String releaseName) {
        return "SELECT * FROM mart.figure WHERE release_name = '" + releaseName + "' ORDER BY " + SORTED;
    }

    /** SHA-256 of a release as readers see it. */
    String sha256(ReleaseRecord release) {
        return sha256(statements, readColumns(release.name()));
    }

    static String sha256(Statements statements, String sql) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        statements.json(sql, rows -> {
            try {
                byte[] some = new byte[1 << 16];
                for (int read = rows.read(some); read >= 0; read = rows.read(some)) {
                    digest.update(some, 0, read);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
