package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/files.md, over a folder of this machine. */
class FolderVisitTests {
    /** An official test number. */
    private static final String NUMBER = "201203202385";

    @TempDir
    private Path folder;

    private Path inbox;
    private Visits visits;

    @BeforeEach
    void makeAnInbox() throws IOException {
        inbox = Files.createDirectories(folder.resolve("inbox"));
        visits = new Visits(folder.resolve("home"));
    }

    private interface Change {
        void make() throws IOException;
    }

    private void meanwhile(Change change) {
        visits.meanwhile = () -> {
            try {
                change.make();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static PickedFile nextOf(FolderVisit visit) throws SourceUnreachable {
        return Objects.requireNonNull(visit.next());
    }

    @Test
    void givesFilesThatHaveRestedByNameAfterOneLook() throws Exception {
        Visits.rested(inbox, "b.csv", "B");
        Visits.rested(inbox, "A.csv", "A");
        Visits.rested(inbox, "franvaro.csv", "Å");
        assertThat(Visits.takeAll(visits.local(inbox, "after", "keep")))
                .containsExactly("A.csv=A", "b.csv=B", "franvaro.csv=Å");
        assertThat(visits.pauses).isEmpty();
        assertThat(Visits.names(inbox)).containsExactly("A.csv", "b.csv", "franvaro.csv");
    }

    @Test
    void looksTwiceWhereAFileWasWrittenJustNow() throws Exception {
        Visits.at(Visits.rested(inbox, "a.csv", "A"), Visits.NOW.minusSeconds(1));
        assertThat(Visits.takeAll(visits.local(inbox))).containsExactly("a.csv=A");
        assertThat(visits.pauses).containsExactly(Duration.ofSeconds(2));
        // A time of the future is another clock's.
        Visits.at(Visits.rested(inbox, "b.csv", "B"), Visits.NOW.plusSeconds(7200));
        assertThat(Visits.takeAll(visits.local(inbox, "settle-seconds", "7"))).containsExactly("b.csv=B");
        assertThat(visits.pauses).contains(Duration.ofSeconds(7));
    }

    @Test
    void leavesAFileThatGrowsBetweenTwoLooksAndTakesItWholeTheNextTime() throws Exception {
        Path growing = Visits.at(Visits.rested(inbox, "a.csv", "half"), Visits.NOW);
        meanwhile(() -> Visits.at(Files.writeString(growing, "half and half"), Visits.NOW));
        assertThat(Visits.takeAll(visits.local(inbox))).isEmpty();
        assertThat(visits.waits).containsExactly("feed: a.csv: is still being written; a later run takes it");
        assertThat(visits.problems).isEmpty();
        visits.meanwhile = () -> {};
        assertThat(Visits.takeAll(visits.local(inbox))).containsExactly("a.csv=half and half");
    }

    @Test
    void reportsAFileThatVanishesOrShrinksBetweenTwoLooks() throws Exception {
        Path gone = Visits.at(Visits.rested(inbox, "gone.csv", "gone"), Visits.NOW);
        Path smaller = Visits.at(Visits.rested(inbox, "smaller.csv", "smaller"), Visits.NOW);
        meanwhile(() -> {
            Files.delete(gone);
            Visits.at(Files.writeString(smaller, "s"), Visits.NOW);
        });
        assertThat(Visits.takeAll(visits.local(inbox))).isEmpty();
        assertThat(visits.problems).hasSize(2);
        assertThat(visits.problems.get(0)).startsWith("feed: gone.csv: is gone; ");
        assertThat(visits.problems.get(1)).startsWith("feed: smaller.csv: became smaller");
    }

    @Test
    void reportsAFileThatVanishesShrinksOrGrowsBetweenTheListAndItsOpening() throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        Path gone = Visits.rested(inbox, "gone.csv", "gone");
        Path grown = Visits.rested(inbox, "grown.csv", "grown");
        Path smaller = Visits.rested(inbox, "smaller.csv", "smaller");
        try (FolderVisit visit = visits.local(inbox)) {
            assertThat(nextOf(visit).name()).isEqualTo("a.csv");
            Files.delete(gone);
            Files.writeString(grown, "grown up");
            Files.writeString(smaller, "s");
            assertThat(visit.next()).isNull();
            assertThat(Visits.names(visits.scratch)).as("copies").hasSize(1);
        }
        assertThat(visits.waits).containsExactly("feed: grown.csv: changed while it was read; a later run takes it");
        assertThat(visits.problems).hasSize(2);
        assertThat(visits.said()).contains("gone.csv: is gone", "smaller.csv: became smaller");
        assertThat(Visits.names(visits.scratch)).isEmpty();
    }

    @Test
    void readsTheSameHoweverOftenAndWhateverBecomesOfTheFile() throws Exception {
        Path file = Visits.rested(inbox, "a.csv", "as it was");
        try (FolderVisit visit = visits.local(inbox)) {
            PickedFile picked = nextOf(visit);
            assertThat(Visits.text(picked)).isEqualTo("as it was");
            Files.writeString(file, "as it is");
            assertThat(Visits.text(picked)).isEqualTo("as it was");
            Files.delete(file);
            assertThat(Visits.text(picked)).isEqualTo("as it was");
        }
    }

    @Test
    void takesNothingThatIsNoFileOfTheFeed() throws Exception {
        for (String name : List.of(".hidden", "a.csv.tmp", "b.csv.PART", "c.csv.filepart", "d.xml", "e.csv.taken")) {
            Visits.rested(inbox, name, "no");
        }
        Visits.rested(Files.createDirectories(inbox.resolve("sub.csv")), "inner.csv", "no");
        Files.createSymbolicLink(inbox.resolve("link.csv"), Visits.rested(folder, "outside.csv", "no"));
        Visits.rested(inbox, "f.csv", "yes");
        assertThat(Visits.takeAll(visits.local(inbox, "pattern", "*.csv", "after", "delete")))
                .containsExactly("f.csv=yes");
        assertThat(Visits.names(inbox)).doesNotContain("f.csv").contains(".hidden", "inner.csv", "d.xml");
        assertThat(folder.resolve("outside.csv")).hasContent("no");
        assertThat(visits.said().strip()).isEmpty();
    }

    @Test
    void waitsForTheDoneFileAndDeletesItFirst() throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        assertThat(Visits.takeAll(visits.local(inbox, "done-file", "{name}.done", "after", "delete")))
                .isEmpty();
        assertThat(visits.waits).hasSize(1);
        assertThat(visits.waits.get(0)).contains("done-file", ": 1; ");
        Visits.rested(inbox, "a.csv.done", "");
        Visits.rested(inbox, "orphan.csv.done", "");
        assertThat(Visits.takeAll(visits.local(inbox, "done-file", "{name}.done", "after", "delete")))
                .containsExactly("a.csv=A");
        assertThat(Visits.names(inbox)).containsExactly("orphan.csv.done");
    }

    @Test
    void doesNotTrustADoneFileThatIsOlderThanItsFile() throws Exception {
        Visits.at(Visits.rested(inbox, "a.csv.done", ""), Visits.NOW.minusSeconds(9000));
        Visits.rested(inbox, "a.csv", "half of tomorrow's");
        assertThat(Visits.takeAll(visits.local(inbox, "done-file", "{name}.done")))
                .isEmpty();
        assertThat(visits.waits).hasSize(1);
    }

    @Test
    void marksAFileAndReadsItAgainOnlyWhenItsContentIsAnother() throws Exception {
        Path file = Visits.rested(inbox, "a.csv", "A");
        assertThat(Visits.takeAll(visits.local(inbox))).containsExactly("a.csv=A");
        assertThat(inbox.resolve("a.csv.taken"))
                .hasContent("559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd 2026-06-01");
        assertThat(Visits.takeAll(visits.local(inbox))).isEmpty();
        // Same size, same time: only the content tells.
        Visits.rested(inbox, "a.csv", "B");
        assertThat(Visits.takeAll(visits.local(inbox))).containsExactly("a.csv=B");
        assertThat(Visits.takeAll(visits.local(inbox))).isEmpty();
        for (String broken : List.of("", "559aead0", "no mark at all")) {
            Files.writeString(inbox.resolve("a.csv.taken"), broken);
            assertThat(Visits.takeAll(visits.local(inbox))).as(broken).containsExactly("a.csv=B");
        }
        assertThat(file).hasContent("B");
        assertThat(visits.said().strip()).isEmpty();
    }

    @Test
    void deletesWhatWasTakenAndItsMark() throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        Visits.takeAll(visits.local(inbox));
        assertThat(Visits.takeAll(visits.local(inbox, "after", "delete"))).containsExactly("a.csv=A");
        assertThat(Visits.names(inbox)).isEmpty();
    }

    @Test
    void archivesEncipheredUnderANameThatSaysNothing() throws Exception {
        Visits.rested(inbox, NUMBER + ".csv", "MARKER " + NUMBER);
        assertThat(Visits.takeAll(visits.local(inbox, "after", "archive"))).hasSize(1);
        assertThat(Visits.names(inbox)).isEmpty();
        assertThat(visits.archive.list()).hasSize(1);
        FileArchive.Entry entry = visits.archive.list().get(0);
        SourceDocument back = Objects.requireNonNull(visits.archive.open(entry.id()));
        assertThat(back.name()).isEqualTo(NUMBER + ".csv");
        assertThat(Visits.text(back)).isEqualTo("MARKER " + NUMBER);
        assertThat(Visits.text(back)).as("again").isEqualTo("MARKER " + NUMBER);
        Path home = folder.resolve("home");
        assertThat(JsonSamples.isInClear(home, "MARKER", NUMBER)).isFalse();
        assertThat(Visits.names(home)).hasSize(1).noneMatch(name -> name.contains(NUMBER.substring(2)));
        assertThat(back.toString() + entry).doesNotContain(NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep", "mark", "delete", "archive"})
    void leavesAFileAloneUntilItsDeliveryIsLoaded(String after) throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        for (int killed = 0; killed < 2; killed++) {
            try (FolderVisit visit = visits.local(inbox, "after", after)) {
                assertThat(nextOf(visit).name()).isEqualTo("a.csv");
                assertThat(visit.next()).isNull();
            }
        }
        try (FolderVisit visit = visits.local(inbox, "after", after)) {
            nextOf(visit).left();
            assertThat(Visits.names(visits.scratch)).isEmpty();
        }
        assertThat(Visits.names(inbox)).containsExactly("a.csv");
        assertThat(visits.archive.list()).isEmpty();
        assertThat(Visits.takeAll(visits.local(inbox, "after", after))).containsExactly("a.csv=A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mark", "delete", "archive"})
    void leavesAFileThatWasReplacedWhileItWasLoaded(String after) throws Exception {
        Path file = Visits.rested(inbox, "a.csv", "A");
        try (FolderVisit visit = visits.local(inbox, "after", after)) {
            PickedFile picked = nextOf(visit);
            Files.writeString(file, "tomorrow's");
            picked.taken();
        }
        assertThat(file).hasContent("tomorrow's");
        assertThat(visits.waits).containsExactly("feed: a.csv: was replaced while it was loaded; a later run takes it");
        Visits.at(file, Visits.NOW.minusSeconds(60));
        assertThat(Visits.takeAll(visits.local(inbox, "after", after))).containsExactly("a.csv=tomorrow's");
    }

    @Test
    void tellsWhenAFileCannotBePutAway() throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        // In the way of the mark; rights do not stop the super-user that tests may run as.
        Files.createDirectories(inbox.resolve("a.csv.taken"));
        Visits.rested(inbox, "b.csv", "B");
        assertThat(Visits.takeAll(visits.local(inbox))).containsExactly("a.csv=A", "b.csv=B");
        assertThat(visits.problems).hasSize(1);
        assertThat(visits.problems.get(0))
                .startsWith("feed: a.csv: cannot be written")
                .contains("; let ");
        assertThat(inbox.resolve("b.csv.taken")).exists();
    }

    @Test
    void keepsTheOriginalWhereTheArchiveCannotBeWritten() throws Exception {
        Visits.rested(inbox, "a.csv", "A");
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/archive"), "in the way");
        assertThat(Visits.takeAll(visits.local(inbox, "after", "archive"))).containsExactly("a.csv=A");
        assertThat(inbox.resolve("a.csv")).hasContent("A");
        assertThat(visits.problems).hasSize(1);
    }

    @Test
    void holdsNothingInClearWhileAFileIsTaken() throws Exception {
        Visits.rested(inbox, "a.csv", ("MARKER;" + NUMBER + "\n").repeat(20_000));
        try (FolderVisit visit = visits.local(inbox)) {
            PickedFile picked = nextOf(visit);
            assertThat(Visits.names(visits.scratch)).hasSize(1);
            assertThat(JsonSamples.isInClear(folder.resolve("home"), "MARKER", NUMBER))
                    .isFalse();
            picked.taken();
            assertThat(Visits.names(visits.scratch)).isEmpty();
        }
    }

    @Test
    void saysThatTheFolderIsMissing() {
        try (FolderVisit visit = visits.local(folder.resolve(NUMBER))) {
            assertThatThrownBy(visit::next)
                    .isInstanceOf(SourceUnreachable.class)
                    .hasMessageContaining("cannot be listed")
                    .hasNoCause()
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(NUMBER));
        }
    }

    @Test
    void showsNoNumberOfAFilesName() throws Exception {
        Path growing = Visits.at(Visits.rested(inbox, "elev-" + NUMBER + ".csv", "1"), Visits.NOW);
        Visits.at(Visits.rested(inbox, "20120320-2385.csv", "1"), Visits.NOW);
        meanwhile(() -> Files.writeString(growing, "22"));
        try (FolderVisit visit = visits.local(inbox)) {
            PickedFile picked = nextOf(visit);
            assertThat(picked.toString() + picked.seen()).doesNotContain("2385").contains("#");
            Files.delete(inbox.resolve("20120320-2385.csv"));
            picked.taken();
        }
        assertThat(visits.waits).hasSize(1);
        assertThat(visits.problems).hasSize(1);
        assertThat(visits.said()).doesNotContain("2385").contains("elev-####");
    }

    @Test
    void takesAThousandFilesOneCopyAtATime() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Visits.rested(inbox, "f" + (1000 + i) + ".csv", "row " + i);
        }
        int taken = 0;
        try (FolderVisit visit = visits.local(inbox)) {
            for (PickedFile file = visit.next(); file != null; file = visit.next()) {
                assertThat(Visits.text(file)).isEqualTo("row " + taken++);
                file.taken();
            }
            assertThat(Visits.names(visits.scratch)).isEmpty();
        }
        assertThat(taken).isEqualTo(1000);
        assertThat(Visits.takeAll(visits.local(inbox))).isEmpty();
    }
}
