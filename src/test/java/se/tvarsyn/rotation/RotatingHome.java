package se.tvarsyn.rotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.application.Chain;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Rotations;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.operations.DeliveryCounts;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.operations.DeliveryReport;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.source.FileDocument;
import se.tvarsyn.source.SourceDocument;
import se.tvarsyn.warehouse.MigratedStorage;
import se.tvarsyn.warehouse.Statements;

/** A home with the real chain and the shipped feeds, whose keys are rotated. Its engine stays open between acts. */
final class RotatingHome implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneId.of("Europe/Stockholm"));
    private static final DeliveryListener QUIET = new DeliveryListener() {
        @Override
        public void progressed(String feed, DeliveryCounts counts) {}

        @Override
        public void closed(DeliveryReport report) {}
    };

    private final Path folder;
    private final Configuration configuration;
    private final Installation engine;

    /** With a few feeds: a key store is slow to read once it holds many versions of many keys. */
    static final Set<String> FEW = Set.of("school-lesson-csv", "grades-stockholm", "support-team", "resources");

    RotatingHome(Path folder) throws IOException {
        this(folder, null);
    }

    RotatingHome(Path folder, @Nullable Set<String> feeds) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        this.configuration = Configuration.read(new Home(folder, Path.of(".")), null, CLOCK);
        if (!configuration.problems().isEmpty()) {
            throw new IllegalStateException(configuration.problems().toString());
        }
        KeyStoreFile.create(
                folder, "uppfoljning", feeds == null ? configuration.mappings().keySet() : feeds, false, CLOCK);
        MigratedStorage.into(configuration.home().warehouseStorage());
        this.engine = Installation.open(configuration, CLOCK);
    }

    Path folder() {
        return folder;
    }

    Configuration configuration() {
        return configuration;
    }

    /** As a new process would read them. */
    KeyStoreFile keys() throws IOException {
        return KeyStoreFile.open(folder, false, CLOCK);
    }

    Statements statements() {
        return Rotation.statements(engine.warehouse());
    }

    List<CoreTable> tables() {
        return new CoreTables(statements()).all();
    }

    void load(List<Sample> samples) throws IOException {
        try (Installation installation = Installation.open(configuration, CLOCK)) {
            Chain chain = installation.chain(keys(), QUIET, (endpoint, pages, records) -> {});
            for (Sample sample : samples) {
                chain.send("intake", Delivery.ofFile(sample.feed, sample.documents));
            }
        }
    }

    RotationOutcome rotate(String domain, RotationProgress progress) throws IOException {
        try (Installation installation = Installation.open(configuration, CLOCK)) {
            return new Rotations(installation, keys(), progress).chain(domain);
        }
    }

    RotationOutcome reload(String domain, List<Sample> samples, RotationProgress progress) throws IOException {
        Map<String, Rotations.Source> sources = new TreeMap<>();
        for (Sample any : samples) {
            sources.put(any.feed, chain -> samples.stream()
                    .filter(s -> s.feed.equals(any.feed))
                    .forEach(s -> chain.send("intake", Delivery.ofFile(s.feed, s.documents))));
        }
        try (Installation installation = Installation.open(configuration, CLOCK)) {
            return new Rotations(installation, keys(), progress)
                    .reload(domain, sources, QUIET, (endpoint, pages, records) -> {});
        }
    }

    /** Without versions and rows that were taken back. */
    Map<String, Figures> totals() {
        Map<String, Figures> totals = new TreeMap<>();
        for (CoreTable table : tables()) {
            totals.put(table.name(), Figures.of(statements(), table, CoreTable.DATABASE, Figures.TOTALS));
        }
        return totals;
    }

    /** What every table says, apart from tokens; with versions and a hash of all other columns. */
    Map<String, Figures> figures() {
        Map<String, Figures> figures = new TreeMap<>();
        for (CoreTable table : tables()) {
            figures.put(table.name(), Figures.of(statements(), table, CoreTable.DATABASE, Figures.ROW_BY_ROW));
        }
        return figures;
    }

    /** Every token that is stored, in any version of any row. */
    TreeSet<String> tokens() {
        TreeSet<String> tokens = new TreeSet<>();
        for (CoreTable table : tables()) {
            for (CoreTable.Column column : table.columns()) {
                if (column.isToken()) {
                    query("SELECT DISTINCT toString(" + column.name() + ") FROM " + table.in(CoreTable.DATABASE)
                                    + " WHERE " + column.name() + " IS NOT NULL SETTINGS final = 0")
                            .forEach(row -> tokens.add(row.get(0)));
                }
            }
        }
        tokens.remove("00000000-0000-0000-0000-000000000000");
        return tokens;
    }

    /** Persons that more than one feed knows. */
    String joined() {
        return query("SELECT count() FROM (SELECT person_pseudonym FROM ("
                        + "SELECT person_pseudonym, feed FROM core.attendance FINAL WHERE is_linkable"
                        + " UNION ALL SELECT person_pseudonym, toString(feed) FROM core.social_event FINAL WHERE is_linkable"
                        + " UNION ALL SELECT person_pseudonym, toString(feed) FROM core.support_case FINAL WHERE is_linkable"
                        + " UNION ALL SELECT person_pseudonym, toString(feed) FROM core.grade FINAL WHERE is_linkable"
                        + " UNION ALL SELECT person_pseudonym, toString(feed) FROM core.leisure_visit FINAL WHERE is_linkable"
                        + ") GROUP BY person_pseudonym HAVING uniqExact(feed) > 1)")
                .get(0)
                .get(0);
    }

    List<List<String>> query(String sql) {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = engine.warehouse().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(row.getString(i)));
                }
                rows.add(values);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    /** As whoever queries the tables begins. */
    void read() throws IOException {
        engine.readableWarehouse();
    }

    /** As whoever changes rows begins. */
    void lock() throws IOException {
        engine.lock().close();
    }

    @Override
    public void close() {
        engine.close();
    }

    /** One delivery of the sample {@code feed/name}. */
    record Sample(String feed, String name, List<SourceDocument> documents) {}

    /** Every delivery of every sample feed, in order. */
    static List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Path folder : cases()) {
            String feed = folder.getName(1).toString();
            String name = folder.getName(2).toString();
            if (Files.isDirectory(folder.resolve("input"))) {
                samples.add(new Sample(feed, name, FileDocument.in(folder.resolve("input"))));
            } else {
                FileDocument.in(folder).stream()
                        .filter(d -> d.name().startsWith("input"))
                        .forEach(d -> samples.add(new Sample(feed, name, List.of(d))));
            }
        }
        return samples;
    }

    /** One good delivery of every feed. */
    static List<Sample> ordinary() throws IOException {
        return of("ordinary", "plain", "plain-2.2", "consent");
    }

    /** Of the few feeds. */
    static List<Sample> few() throws IOException {
        return ordinary().stream().filter(s -> FEW.contains(s.feed)).toList();
    }

    /** Deliveries that correct, withdraw, replace, protect, delete, and persons of every kind. */
    static List<Sample> changing() throws IOException {
        return of(
                "add-again-replaces",
                "cancelled",
                "consent-withdrawn",
                "corrected",
                "corrected-in-a-later-file",
                "date-moved",
                "deleted-list",
                "event-cancelled-later",
                "full-replacement",
                "identity-kinds",
                "identity-numbers",
                "protected",
                "remove",
                "tf-number",
                "update-merges");
    }

    private static List<Sample> of(String... folders) throws IOException {
        return samples().stream().filter(s -> List.of(folders).contains(s.name)).toList();
    }

    private static List<Path> cases() throws IOException {
        try (Stream<Path> folders =
                Files.find(Path.of("sample-feeds"), 2, (p, a) -> a.isDirectory() && p.getNameCount() == 3)) {
            return folders.sorted().toList();
        }
    }
}
