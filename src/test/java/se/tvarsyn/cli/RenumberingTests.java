package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A samordningsnummer becomes a personnummer, and the person stays one (docs/renumbering.md). */
class RenumberingTests {
    private static final String BEFORE = "200900802398";
    private static final String AFTER = "201001012382";
    private static final String PERSONS = "SELECT uniqExact(person_pseudonym), count() FROM"
            + " (SELECT person_pseudonym FROM core.attendance UNION ALL SELECT person_pseudonym FROM core.social_event)";

    @TempDir
    private Path folder;

    private InProcess program;

    @BeforeEach
    void bothFeedsKnowTheSamordningsnummer() throws IOException {
        program = InProcess.initialized(folder.resolve("home")).holdingTheEngine();
        lessons("a.csv", BEFORE, "2026-03-02");
        register("a-register.csv", "1;" + BEFORE + ";P1");
        assertThat(program.query(PERSONS)).isEqualTo("1\t2");
    }

    @AfterEach
    void close() {
        program.close();
    }

    /** A feed without ids of its own. */
    private void lessons(String name, String number, String day) throws IOException {
        Path file = InProcess.lessons(folder.resolve(name), number + ";48392017;9;F;" + day + ";08:00;60;0;");
        InProcess.Said said = program.load("school-lesson-csv", file);
        assertThat(said.exit()).as(said.err()).isZero();
    }

    /** A feed with ids. */
    private void register(String name, String... events) throws IOException {
        StringBuilder text = new StringBuilder("handelse_id;personnummer;person_id;slag;kategori;startdatum;skyddad\n");
        for (String event : events) {
            text.append(event).append(";Insats;Kontaktperson;2026-02-01;Nej\n");
        }
        InProcess.Said said = program.load("social-register", Files.writeString(folder.resolve(name), text));
        assertThat(said.exit()).as(said.err()).isZero();
    }

    @Test
    void everyFeedsRowsGetTheTokenOfThePersonnummer() throws Exception {
        lessons("other.csv", AFTER, "2026-03-03");
        assertThat(program.query(PERSONS)).as("nobody can know yet").isEqualTo("2\t3");
        register("b.csv", "2;" + AFTER + ";P1");
        assertThat(program.query(PERSONS)).isEqualTo("1\t4");
        // One agency learns of it later than the other, or never.
        lessons("later.csv", BEFORE, "2026-03-04");
        register("c.csv", "3;" + BEFORE + ";P1");
        assertThat(program.query(PERSONS)).isEqualTo("1\t6");
        assertThat(program.run("keys", "rotate", "--domain", "uppfoljning", "--mode", "chain")
                        .exit())
                .isZero();
        lessons("after-rotation.csv", BEFORE, "2026-03-05");
        assertThat(program.query(PERSONS)).isEqualTo("1\t7");
        // In no variant of its digits does the number reach the warehouse or a message.
        assertThat(program.everythingSaid()).doesNotContain(BEFORE, AFTER);
    }

    @Test
    void twoPersonsUnderOneIdStayTwo() throws Exception {
        register("b.csv", "2;" + AFTER + ";P1", "3;" + BEFORE + ";P1");
        assertThat(program.query(PERSONS)).isEqualTo("2\t4");
        register("c.csv", "4;201102012398;P2");
        assertThat(program.query(PERSONS)).as("another id").isEqualTo("3\t5");
    }

    @Test
    void whoIsErasedByOneNumberIsErasedByTheOther() throws Exception {
        register("b.csv", "2;" + AFTER + ";P1");
        Path numbers = Files.writeString(folder.resolve("numbers.txt"), AFTER + "\n");
        String id = program.run(
                        "erase", "request", "--input", numbers.toString(), "--case", "BUN 2026/7", "--by", "anna")
                .out()
                .strip()
                .lines()
                .findFirst()
                .orElseThrow();
        InProcess.Said said = program.run("erase", "approve", id, "--by", "berit");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(program.query(PERSONS)).isEqualTo("0\t0");
        lessons("later.csv", BEFORE, "2026-03-04");
        lessons("later-still.csv", AFTER, "2026-03-05");
        register("c.csv", "3;" + BEFORE + ";P1", "4;" + AFTER + ";P7");
        assertThat(program.query(PERSONS)).isEqualTo("0\t0");
    }

    @Test
    void aMemoryThatIsLostStopsEveryLoad() throws Exception {
        register("b.csv", "2;" + AFTER + ";P1");
        Path memory = program.home().resolve(".tvarsyn/numbers/renumbered");
        byte[] bytes = Files.readAllBytes(memory);
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(BEFORE, AFTER);
        Files.delete(memory);
        Path file = InProcess.lessons(folder.resolve("d.csv"), AFTER + ";48392017;9;F;2026-03-06;08:00;60;0;");
        InProcess.Said said = program.load("school-lesson-csv", file);
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("the memory of numbers is older than the warehouse");
        bytes[bytes.length - 1] ^= 1;
        Files.write(memory, bytes);
        assertThat(program.load("school-lesson-csv", file).err()).contains("does not open with the keys of this home");
    }

    /** Also as after a crash between the memory and the rows. */
    @Test
    void aRestoredWarehouseIsChangedAgainBeforeTheNextDelivery() throws Exception {
        program.close();
        Path storage = program.home().resolve(".tvarsyn/warehouse");
        Path backup = folder.resolve("backup");
        copy(storage, backup);
        register("b.csv", "2;" + AFTER + ";P1");
        try (Stream<Path> all = Files.walk(storage)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        copy(backup, storage);
        assertThat(program.query(PERSONS)).as("the backup is older").isEqualTo("1\t2");
        lessons("later.csv", AFTER, "2026-03-05");
        assertThat(program.query(PERSONS)).isEqualTo("1\t3");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
