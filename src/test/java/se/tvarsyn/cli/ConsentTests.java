package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consent is judged per case, and a withdrawal reaches every row (MODEL.md, Support cases). The day is 2026-06-01. */
class ConsentTests {
    private static final String PUPIL = "201101012381";
    private static final String OTHER = "201101022380";
    /** step, day and whether it is linked, of the pupil's cases at one unit. */
    private static final String STEPS =
            "SELECT step, step_on, is_linkable FROM core.support_case WHERE district = 'Farsta' ORDER BY step_on, step";

    @TempDir
    private Path folder;

    private InProcess program;
    private String linked = "";
    private int files;

    @BeforeEach
    void loadLessons() throws IOException {
        program = InProcess.initialized(folder.resolve("home"));
        Path lessons = InProcess.lessons(
                folder.resolve("lessons.csv"), PUPIL + ";48392017;8;F;2026-03-02;08:10;60;60;OGILTIG");
        assertThat(program.load("school-lesson-csv", lessons).exit()).isZero();
        linked = program.query("SELECT person_pseudonym FROM core.attendance");
        assertThat(linked).hasSize(36);
    }

    private static String row(String step, String day, String consent) {
        return PUPIL + ";48392017;Farsta;Skolsociala team;2;" + step + ";" + day + ";" + consent + ";Samtal";
    }

    private static String otherRow() {
        return OTHER + ";48392017;Skarpnäck;Skolsociala team;2;inskrivning;2025-09-08;2025-09-01;;Samtal";
    }

    private Path file(String... rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "personnummer;skolenhetskod;stadsdel;modell;niva;steg;datum;samtycke_fran;samtycke_till;insats"));
        lines.addAll(List.of(rows));
        return Files.write(folder.resolve("team-" + ++files + ".csv"), lines);
    }

    private Path load(String... rows) throws IOException {
        Path file = file(rows);
        load(file);
        return file;
    }

    private void load(Path file) {
        InProcess.Said said = program.load("support-team", file);
        assertThat(said.exit()).as(said.err()).isZero();
    }

    private String steps() {
        return program.query(STEPS).replace("true", "1").replace("false", "0");
    }

    private String countOfLinkedVersions() {
        return program.query(
                "SELECT count() FROM core.support_case WHERE person_pseudonym = '" + linked + "' SETTINGS final = 0");
    }

    @Test
    void aConsentThatIsValidAtInskrivningLinksTheWholeCase() throws IOException {
        load(
                row("aktualisering", "2025-08-25", ";"),
                row("inskrivning", "2025-09-08", "2025-09-01;"),
                row("kartlaggning", "2025-09-22", "2025-09-01;"));
        assertThat(steps())
                .isEqualTo("aktualisering\t2025-08-25\t1\ninskrivning\t2025-09-08\t1\nkartlaggning\t2025-09-22\t1");
        assertThat(program.query("SELECT DISTINCT person_pseudonym FROM core.support_case"))
                .isEqualTo(linked);
        assertThat(program.query("SELECT uniqExact(case_key) FROM core.support_case"))
                .isEqualTo("1");
    }

    @Test
    void aCaseWithoutAConsentIsCountedAndNotLinked() throws IOException {
        load(row("inskrivning", "2025-09-08", ";"), row("kartlaggning", "2025-09-22", ";"), otherRow());
        assertThat(steps()).isEqualTo("inskrivning\t2025-09-08\t0\nkartlaggning\t2025-09-22\t0");
        assertThat(program.newestDelivery()).isEqualTo("loaded\t3\t3\t0\t0\t0");
        assertThat(program.query("SELECT unlinked_count FROM ops.delivery WHERE feed = 'support-team'"))
                .isEqualTo("2");
        assertThat(countOfLinkedVersions()).isEqualTo("0");
        assertThat(program.query("SELECT uniqExact(person_pseudonym) FROM core.support_case WHERE NOT is_linkable"))
                .as("one token of the feed for one person")
                .isEqualTo("1");
    }

    @Test
    void aConsentThatWasWithdrawnBeforeTheFirstLoadLinksNothing() throws IOException {
        load(
                row("inskrivning", "2025-09-08", "2025-09-01;"),
                row("kartlaggning", "2025-09-22", "2025-09-01;2025-09-15"));
        assertThat(steps()).isEqualTo("inskrivning\t2025-09-08\t0\nkartlaggning\t2025-09-22\t0");
        assertThat(countOfLinkedVersions()).isEqualTo("0");
    }

    @Test
    void aLaterWithdrawalReplacesTheTokenInAllRowsAndKeepsTheCounts() throws IOException {
        Path first = load(
                row("aktualisering", "2025-08-25", "2025-09-01;"),
                row("inskrivning", "2025-09-08", "2025-09-01;"),
                row("kartlaggning", "2025-09-22", "2025-09-01;"),
                otherRow());
        load(row("kartlaggning", "2025-09-22", "2025-09-01;"), otherRow());
        assertThat(countOfLinkedVersions()).isEqualTo("4");
        assertThat(filesOfActivePartsWithTheToken()).as("the search finds it").isNotEmpty();
        final String caseKeys = program.query("SELECT DISTINCT case_key FROM core.support_case ORDER BY ALL");

        // Brings one of the three rows.
        load(row("inskrivning", "2025-09-08", "2025-09-01;2025-12-31"), otherRow());

        assertThat(countOfLinkedVersions()).as("in no version").isEqualTo("0");
        assertThat(filesOfActivePartsWithTheToken()).isEmpty();
        assertThat(steps())
                .isEqualTo("aktualisering\t2025-08-25\t0\ninskrivning\t2025-09-08\t0\nkartlaggning\t2025-09-22\t0");
        assertThat(program.query("SELECT count() FROM core.support_case WHERE is_linkable"))
                .as("the other pupil's")
                .isEqualTo("1");
        assertThat(program.query("SELECT uniqExact(person_pseudonym) FROM core.support_case WHERE NOT is_linkable"))
                .isEqualTo("1");
        assertThat(program.query("SELECT DISTINCT case_key FROM core.support_case ORDER BY ALL"))
                .isEqualTo(caseKeys);
        assertThat(program.query("SELECT count() FROM system.mutations WHERE position(command, '"
                        + linked.substring(0, 8) + "') > 0"))
                .isEqualTo("0");
        assertThat(program.query("SELECT count() FROM ops.retoken")).isEqualTo("0");

        // The older file again, as it was and as another file; a restart between is every command.
        load(first);
        Path copy = folder.resolve("copy.csv");
        Files.writeString(copy, Files.readString(first) + otherRow() + "\n");
        load(copy);
        assertThat(countOfLinkedVersions()).isEqualTo("0");
        assertThat(program.query("SELECT count() FROM core.support_case")).isEqualTo("4");
        assertThat(program.everythingSaid()).doesNotContain(PUPIL.substring(2));
    }

    @Test
    void aConsentThatExpiresEndsTheLinkingOfLaterStepsOnly() throws IOException {
        String[] rows = {
            row("inskrivning", "2025-09-08", "2025-09-01;2025-12-31"),
            row("genomforande", "2025-12-31", "2025-09-01;2025-12-31"),
            row("uppfoljning", "2026-01-15", "2025-09-01;2025-12-31")
        };
        load(rows);
        String expired = "inskrivning\t2025-09-08\t1\ngenomforande\t2025-12-31\t1\nuppfoljning\t2026-01-15\t0";
        assertThat(steps()).isEqualTo(expired);
        load(rows[0], rows[1], rows[2], otherRow());
        assertThat(steps()).isEqualTo(expired);
    }

    @Test
    void aNewConsentAfterAWithdrawalLinksFromItsFirstDay() throws IOException {
        load(row("inskrivning", "2025-09-08", "2025-09-01;"));
        load(row("inskrivning", "2025-09-08", ";"));
        assertThat(steps()).isEqualTo("inskrivning\t2025-09-08\t0");
        load(row("inskrivning", "2025-09-08", "2026-02-01;"), row("uppfoljning", "2026-03-01", "2026-02-01;"));
        assertThat(steps()).isEqualTo("inskrivning\t2025-09-08\t0\nuppfoljning\t2026-03-01\t1");
    }

    @Test
    void aCaseAfterAvslutHasAKeyAndAConsentOfItsOwn() throws IOException {
        String[] closed = {
            row("inskrivning", "2025-09-08", "2025-09-01;"), row("avslut", "2025-12-01", "2025-09-01;"),
        };
        load(closed[0], closed[1], row("inskrivning", "2026-02-01", "2026-02-01;"));
        assertThat(program.query("SELECT uniqExact(case_key) FROM core.support_case"))
                .isEqualTo("2");
        load(closed[0], closed[1], row("inskrivning", "2026-02-01", ";"));
        assertThat(steps()).isEqualTo("inskrivning\t2025-09-08\t1\navslut\t2025-12-01\t1\ninskrivning\t2026-02-01\t0");
        assertThat(countOfLinkedVersions()).as("two rows in two deliveries").isEqualTo("4");
    }

    @Test
    void aMemoryThatIsLostOrDamagedStopsEveryLoad() throws IOException {
        load(row("inskrivning", "2025-09-08", "2025-09-01;"));
        load(row("inskrivning", "2025-09-08", ";"));
        Path memory = program.home().resolve(".tvarsyn/consents/cases");
        byte[] good = Files.readAllBytes(memory);
        Files.delete(memory);
        Path next = file(row("inskrivning", "2025-09-08", "2025-09-01;"), otherRow());
        InProcess.Said said = program.load("support-team", next);
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("older than the warehouse", "restore the newest backup");
        byte[] damaged = good.clone();
        damaged[damaged.length - 1] ^= 1;
        Files.write(memory, damaged);
        assertThat(program.load("support-team", next).exit()).isEqualTo(1);
        Files.write(memory, good);
        load(next);
        assertThat(steps()).isEqualTo("inskrivning\t2025-09-08\t0");
    }

    @Test
    void aRestoredWarehouseIsUnlinkedAgainBeforeTheNextDelivery() throws IOException {
        load(row("inskrivning", "2025-09-08", "2025-09-01;"));
        Path storage = program.home().resolve(".tvarsyn/warehouse");
        Path backup = folder.resolve("backup");
        copy(storage, backup);
        load(row("inskrivning", "2025-09-08", ";"));
        try (Stream<Path> all = Files.walk(storage)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        copy(backup, storage);
        assertThat(countOfLinkedVersions()).as("the backup is older").isEqualTo("1");
        Path lessons = InProcess.lessons(folder.resolve("later.csv"), OTHER + ";48392017;9;P;2026-03-05;08:10;60;0;");
        assertThat(program.load("school-lesson-csv", lessons).exit()).isZero();
        assertThat(countOfLinkedVersions()).isEqualTo("0");
        assertThat(steps()).isEqualTo("inskrivning\t2025-09-08\t0");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /**
     * Files that hold the linked token's bytes: ClickHouse keeps the two halves with the low byte first. Parts that a
     * mutation replaced are removed by ClickHouse later, and are no matter of this test (docs/consent.md).
     */
    private List<Path> filesOfActivePartsWithTheToken() throws IOException {
        UUID token = UUID.fromString(linked);
        String halves = new String(
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(token.getMostSignificantBits())
                        .putLong(token.getLeastSignificantBits())
                        .array(),
                StandardCharsets.ISO_8859_1);
        List<Path> found = new ArrayList<>();
        for (String part : program.query("SELECT path FROM system.parts WHERE active AND database = 'core'"
                        + " AND table = 'support_case'")
                .lines()
                .toList()) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(halves)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }
}
