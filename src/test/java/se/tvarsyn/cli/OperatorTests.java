package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.KeyPlace;
import se.tvarsyn.application.Operator;
import se.tvarsyn.application.Schedule;
import se.tvarsyn.operations.DeliveryStory;
import se.tvarsyn.operations.FeedState;
import se.tvarsyn.operations.RoundedCount;
import se.tvarsyn.operations.ShownDelivery;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.quarantine.QuarantineChoice;
import se.tvarsyn.settings.Home;

/** What an operator sees and does, over a real home: the API that the pages stand on. */
class OperatorTests {
    private static final String FEED = "school-lesson-csv";
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneId.of("Europe/Stockholm"));
    private static final String A = "201001012382;48392017;9;F;2026-03-02;08:10;60;0;";
    private static final String B = "201001022381;48392017;9;M;2026-03-02;09:20;60;60;OGILTIG";

    @TempDir
    private Path folder;

    private InProcess program;
    private Path inbox;
    private Path wrong;
    private Home home;
    private Installation installation;
    private Operator operator;

    @BeforeEach
    void openAHome() throws IOException {
        program = InProcess.initialized(folder.resolve("home"));
        inbox = Files.createDirectories(folder.resolve("inbox"));
        Path yaml = program.home().resolve("tvarsyn.yaml");
        Files.writeString(
                yaml,
                Files.readString(yaml) + "\nsources:\n  " + FEED + ": {directory: " + inbox
                        + ", at: '05:30, 12:30', expected-every: 2 days}\n");
        wrong = Files.createDirectories(program.home().resolve("mappings")).resolve(FEED + ".yaml");
        Files.copy(Path.of("mappings").resolve(FEED + ".yaml"), wrong);
        InProcess.replace(wrong, "range: [0, 10]", "range: [0, 8]");
        home = new Home(program.home(), Path.of("."));
        installation = Installation.open(configuration(), CLOCK);
        operator = operator();
        operator.start();
    }

    @AfterEach
    void close() {
        operator.close();
        installation.close();
    }

    private Configuration configuration() {
        return Configuration.read(home, null, CLOCK);
    }

    private Operator operator() {
        return new Operator(
                installation,
                this::configuration,
                c -> KeyStoreFile.open(c.home().directory(), KeyPlace.of(c.home(), c.settings(), CLOCK), false, CLOCK),
                Failures::told,
                CLOCK);
    }

    private void lessons(String name, String... rows) throws IOException {
        Path file = InProcess.lessons(inbox.resolve(name), rows);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-05-31T10:00:00Z")));
    }

    private FeedState feed() throws IOException {
        return operator.feeds().stream()
                .filter(f -> f.feed().equals(FEED))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void seesABrokenDeliveryMendsTheMappingAndRetries() throws Exception {
        assertThat(feed().freshness().isLate()).as("never delivered").isTrue();
        assertThat(feed().nextRun()).isEqualTo("2026-06-01T10:30:00Z");
        lessons("a.csv", A, B);
        Schedule.Outcome ran = operator.runNow(FEED).get();
        assertThat(ran.failure()).isNull();
        assertThat(ran.deliveries()).isEqualTo(1);

        FeedState after = feed();
        assertThat(after.freshness().isLate()).isFalse();
        assertThat(after.counts().read()).isEqualTo("2");
        assertThat(after.counts().rejected()).isEqualTo(RoundedCount.of(2));
        UUID delivery = operator.deliveries(FEED, 5).get(0).id();
        DeliveryStory story = operator.story(delivery).orElseThrow();
        assertThat(story.rejections())
                .containsExactly(new DeliveryStory.Rejected("out-of-range", "arskurs", RoundedCount.of(2)));
        assertThat(operator.story(new UUID(1, 2))).isEmpty();

        Files.delete(wrong);
        assertThat(operator.retry(new QuarantineChoice(FEED, null, null, null)).get())
                .isEmpty();
        assertThat(operator.story(delivery).orElseThrow().retries()).hasSize(1);
        assertThat(operator.deliveries(FEED, 5))
                .filteredOn(ShownDelivery::isRetry)
                .singleElement()
                .satisfies(retry -> assertThat(retry.counts().read())
                        .as("what a retry reads was rejected")
                        .isEqualTo("1–9"));
        assertThat(feed().deliveries())
                .as("a retry is no delivery of the source")
                .isEqualTo(1);
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("2");
    }

    @Test
    void tellsWhatStopsARunAndWhatAWindowBrings() throws Exception {
        InProcess.replace(wrong, "as: integer", "as: number-of-sorts");
        assertThat(operator.runNow(FEED).get().failure()).contains("problem");
        assertThat(Objects.requireNonNull(feed().lastRun()).failure()).contains("check");
        Files.delete(wrong);
        lessons("a.csv", A);
        assertThat(operator.backfill(FEED, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31))
                        .get()
                        .failure())
                .isNull();
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("1");
        assertThat(operator.retry(QuarantineChoice.all()).get()).isEmpty();
    }

    @Test
    void pausesAFeedOverARestart() throws Exception {
        operator.pause(FEED, "Anna");
        operator.close();
        operator = operator();
        operator.start();
        assertThat(Objects.requireNonNull(feed().paused()).by()).isEqualTo("Anna");
        assertThat(feed().nextRun()).isNull();
        assertThat(program.run("status").out()).contains("paused by Anna").contains("late");
        operator.resume(FEED);
        assertThat(feed().paused()).isNull();
        assertThat(feed().nextRun()).isNotNull();
        assertThat(List.of(feed().isRunning(), feed().hasSource())).containsExactly(false, true);
    }
}
