package se.tvarsyn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.CapturedLog;
import se.tvarsyn.conformance.PageServer.Fault;
import se.tvarsyn.operations.DeliveryReport;
import se.tvarsyn.operations.DeliveryStatus;

/**
 * The battery. What passes is noted, and the table in README.md must say the same ({@code -Dreadme.write=true}
 * writes it).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTests {
    private static final Logger HTTP_CLIENT = Logger.getLogger("jdk.internal.httpclient.debug");
    private static final int PERSONS = 6;
    private static final Path TABLE = Path.of("README.md");

    private Path folder = Path.of("");
    private final Map<String, PageServer> servers = new LinkedHashMap<>();
    private final BatteryTable passed = new BatteryTable();
    private final CapturedLog log = new CapturedLog();

    @SuppressWarnings("NullAway.Init")
    private BatteryHome home;

    @BeforeAll
    void open(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        for (FeedSource source : FeedSources.all()) {
            if (source instanceof PulledSource pulled) {
                PageServer server = new PageServer(pulled);
                servers.put(source.feed(), server);
                Path secrets = Files.createDirectories(folder.resolve("secrets-" + source.feed()));
                Map<String, String> own = new LinkedHashMap<>(pulled.settings(server.base(), secrets));
                own.put("read-timeout-seconds", "3");
                own.put("tries", "1");
                settings.put(source.feed(), own);
            }
        }
        home = BatteryHome.open(folder, settings);
        // The vendor's client is off in the product, and has a test of its own (LeakTests).
        log.withoutTheVendorsClient();
        log.withCamelAtDebug();
        // Nothing is asked while the JDK's client could log addresses (docs/transport.md), and TRACE reaches it by a
        // bridge.
        HTTP_CLIENT.setLevel(Level.OFF);
    }

    @AfterAll
    void close() {
        servers.values().forEach(PageServer::close);
        home.close();
        log.close();
        HTTP_CLIENT.setLevel(null);
    }

    @Test
    void everyFeedOfTheContractTakesPart() {
        assertThat(FeedSources.all().stream().map(FeedSource::feed))
                .containsExactlyInAnyOrderElementsOf(
                        home.configuration().mappings().keySet());
    }

    @TestFactory
    Stream<DynamicNode> everyFeed() {
        return FeedSources.all().stream()
                .map(source -> DynamicContainer.dynamicContainer(source.feed(), checks(source)));
    }

    private List<DynamicNode> checks(FeedSource source) {
        List<DynamicNode> checks = new ArrayList<>();
        add(checks, source, "replay", () -> replayChangesNothing(source));
        add(checks, source, "correction", () -> correctionReplaces(source));
        if (source.moved(PERSONS) != null) {
            add(checks, source, "move", () -> moveLeavesOneRow(source));
        } else {
            passed.doesNotApply(source.feed(), "move");
        }
        add(checks, source, "deletion", () -> deletionRemoves(source));
        add(checks, source, "emptiness", () -> emptyAnswerHolds(source));
        add(checks, source, "bad row", () -> badRowIsRejectedAlone(source));
        add(checks, source, "fields", () -> MappingCoverage.check(source.feed()));
        if (source instanceof PulledSource pulled) {
            add(checks, source, "borders", () -> breakAtEveryPageBorder(pulled));
            add(checks, source, "answers", () -> badAnswersChangeNothing(pulled));
        } else {
            passed.doesNotApply(source.feed(), "borders");
            passed.doesNotApply(source.feed(), "answers");
        }
        add(checks, source, "silence", () -> nothingIsTold(source));
        return checks;
    }

    private void add(List<DynamicNode> checks, FeedSource source, String name, Executable check) {
        checks.add(DynamicTest.dynamicTest(name, () -> {
            home.empty();
            check.execute();
            passed.passed(source.feed(), name);
        }));
    }

    private List<String> state(FeedSource source) {
        return home.rows(source.state());
    }

    private List<String> ordinary(FeedSource source) throws IOException {
        DeliveryReport report = home.load(source.feed(), source.ordinary(PERSONS), false);
        assertThat(report.delivery().status()).as(report.told().toString()).isEqualTo(DeliveryStatus.LOADED);
        assertThat(report.delivery().counts().rejected())
                .as(report.told().toString())
                .isZero();
        List<String> rows = state(source);
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private void replayChangesNothing(FeedSource source) throws IOException {
        List<String> rows = ordinary(source);
        assertThat(home.load(source.feed(), source.ordinary(PERSONS), false).wasKnown())
                .isTrue();
        assertThat(state(source)).isEqualTo(rows);
        home.forgetDeliveries();
        assertThat(home.load(source.feed(), source.ordinary(PERSONS), false).wasKnown())
                .isFalse();
        assertThat(state(source)).isEqualTo(rows);
    }

    private void correctionReplaces(FeedSource source) throws IOException {
        List<String> before = ordinary(source);
        home.load(source.feed(), source.corrected(PERSONS), false);
        List<String> after = state(source);
        assertThat(after).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(without(after, before)).as("rows that changed").hasSize(1);
        // What was sent first and comes again late does not bring the old row back, where the source has times.
        home.load(source.feed(), source.corrected(PERSONS), false);
        assertThat(state(source)).isEqualTo(after);
    }

    private void moveLeavesOneRow(FeedSource source) throws IOException {
        List<String> before = ordinary(source);
        home.load(source.feed(), Objects.requireNonNull(source.moved(PERSONS)), false);
        List<String> after = state(source);
        assertThat(after).hasSameSizeAs(before);
        assertThat(without(after, before)).as("rows that moved").hasSize(1);
    }

    private void deletionRemoves(FeedSource source) throws IOException {
        List<String> before = ordinary(source);
        home.load(source.feed(), source.deleted(PERSONS), source.deletesByCompleteness());
        List<String> after = state(source);
        assertThat(after).hasSizeLessThan(before.size());
        assertThat(without(after, before)).as("rows that were not there before").isEmpty();
        home.load(source.feed(), source.corrected(PERSONS), false);
        assertThat(state(source)).as("a row that the source has again").hasSize(before.size());
    }

    /** A complete delivery that holds nothing must not empty the table (issue 3): it is held, and said. */
    private void emptyAnswerHolds(FeedSource source) throws IOException {
        List<String> before = ordinary(source);
        DeliveryReport report = home.load(source.feed(), source.ordinary(0), true);
        assertThat(report.delivery().status()).isIn(DeliveryStatus.HELD, DeliveryStatus.FAILED);
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(state(source)).isEqualTo(before);
    }

    private void badRowIsRejectedAlone(FeedSource source) throws IOException {
        List<String> good = ordinary(source);
        home.empty();
        DeliveryReport report = home.load(source.feed(), source.withBadRow(PERSONS), false);
        assertThat(report.delivery().status()).isEqualTo(DeliveryStatus.LOADED);
        assertThat(report.delivery().counts().rejected()).isEqualTo(1);
        assertThat(report.told()).hasSize(1).allSatisfy(r -> {
            assertThat(r.reason()).isNotBlank();
            assertThat(r.mend()).isNotBlank();
        });
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(state(source)).isEqualTo(good);
    }

    /**
     * At every page border the warehouse is as after the last whole state, and the next run completes it. The small form
     * takes the first, the second, one in the middle and the last.
     */
    private void breakAtEveryPageBorder(PulledSource source) {
        PageServer server = server(source);
        server.has(source.ordinary(PERSONS));
        assertThat(home.pull(source.feed())).isNull();
        List<String> first = state(source);
        assertThat(first).isNotEmpty();
        server.has(source.corrected(PERSONS));
        assertThat(home.pull(source.feed())).isNull();
        int requests = server.requests();
        List<String> second = state(source);
        assertThat(second).isNotEqualTo(first);
        for (int border : borders(requests)) {
            home.empty();
            server.has(source.ordinary(PERSONS));
            assertThat(home.pull(source.feed())).isNull();
            server.has(source.corrected(PERSONS));
            server.failsFrom(border, Fault.CUT);
            assertThat(home.pull(source.feed())).as("border " + border).isNotNull();
            assertThat(state(source)).as("border " + border).isEqualTo(first);
            server.has(source.corrected(PERSONS));
            assertThat(home.pull(source.feed())).isNull();
            assertThat(state(source)).as("after border " + border).isEqualTo(second);
        }
    }

    private static int[] borders(int requests) {
        return Boolean.getBoolean("tvarsyn.whole")
                ? IntStream.rangeClosed(1, requests).toArray()
                : IntStream.of(1, 2, (requests + 1) / 2, requests)
                        .filter(b -> b <= requests)
                        .distinct()
                        .toArray();
    }

    private void badAnswersChangeNothing(PulledSource source) {
        PageServer server = server(source);
        server.has(source.ordinary(PERSONS));
        assertThat(home.pull(source.feed())).isNull();
        int second = Math.min(2, server.requests());
        List<String> rows = state(source);
        for (Fault fault : Fault.values()) {
            server.has(source.corrected(PERSONS));
            server.failsFrom(second, fault);
            RuntimeException failure = home.pull(source.feed());
            assertThat(failure).as(fault.name()).isNotNull();
            assertThat(state(source)).as(fault.name()).isEqualTo(rows);
        }
    }

    private PageServer server(PulledSource source) {
        return Objects.requireNonNull(servers.get(source.feed()));
    }

    /** Runs last of each feed: what the checks before it logged, at DEBUG, and left on the disk. */
    private void nothingIsTold(FeedSource source) throws IOException {
        home.load(source.feed(), source.withBadRow(PERSONS), false);
        String said = log.text();
        List<Path> files = new ArrayList<>();
        // The engine removes merged parts while it is looked at.
        Files.walkFileTree(home.directory(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        List<String> markers = source.markers(PERSONS);
        assertThat(markers.stream().filter(said::contains).count())
                .as("values in the log")
                .isZero();
        for (Path file : files) {
            String name = folder.relativize(file).toString();
            assertThat(countIn(file, markers)).as("values in " + name).isZero();
        }
    }

    private static long countIn(Path file, List<String> markers) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException merged) {
            return 0;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return markers.stream()
                .map(m -> new String(m.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .filter(text::contains)
                .count();
    }

    @AfterAll
    void compareTable() throws IOException {
        passed.compare(TABLE);
    }

    private static List<String> without(List<String> rows, List<String> others) {
        List<String> left = new ArrayList<>(rows);
        others.forEach(left::remove);
        return left;
    }
}
