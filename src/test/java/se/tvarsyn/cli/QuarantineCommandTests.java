package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/quarantine.md promises of rejected records, from the command line. Test numbers only. */
class QuarantineCommandTests {
    private static final String FEED = "school-lesson-csv";
    private static final String A = "201001012382;48392017;9;F;2026-03-02;08:10;60;0;";
    private static final String B = "201001022381;48392017;9;M;2026-03-02;09:20;60;60;OGILTIG";
    private static final String C = "201101012381;48392017;8;F;2026-03-02;08:10;60;60;OGILTIG";
    private static final String ROWS = "SELECT person_pseudonym, is_linkable, key_version, school_unit_code,"
            + " school_grade, attended_on, offered_minutes, invalid_absence_minutes, source_key, version"
            + " FROM core.attendance ORDER BY ALL";
    private static final String LAST_RETRY = "SELECT status, read_count, accepted_count, rejected_count,"
            + " protected_count, skipped_count FROM ops.delivery WHERE scope LIKE 'retry of %'"
            + " ORDER BY started_at DESC, written_at DESC LIMIT 1";

    @TempDir
    private Path folder;

    private InProcess program;
    private int files;

    @BeforeEach
    void makeAHome() {
        program = InProcess.initialized(folder.resolve("home")).holdingTheEngine();
    }

    @AfterEach
    void close() {
        program.close();
    }

    private Path lessons(String... rows) throws IOException {
        return InProcess.lessons(folder.resolve("lessons-" + ++files + ".csv"), rows);
    }

    /** A mapping of the home that differs from the shipped one, which is the mended one. */
    private Path mapping(String feed, String right, String wrong) throws IOException {
        Path own = Files.createDirectories(program.home().resolve("mappings")).resolve(feed + ".yaml");
        Files.copy(Path.of("mappings").resolve(feed + ".yaml"), own);
        InProcess.replace(own, right, wrong);
        return own;
    }

    /** A mapping that rejects grade 9. */
    private Path wrongMapping() throws IOException {
        return mapping(FEED, "range: [0, 10]", "range: [0, 8]");
    }

    private InProcess.Said run(int exit, String... arguments) {
        InProcess.Said said = program.run(arguments);
        assertThat(said.exit()).as(said.err() + said.out()).isEqualTo(exit);
        return said;
    }

    private void load(int exit, Path input, String... more) {
        run(
                exit,
                Stream.concat(Stream.of("load", FEED, "--input", input.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Columns open, retryable, retried, discarded, expired of each rule. */
    private List<String> listed() {
        return run(0, "quarantine", "list")
                .out()
                .lines()
                .skip(1)
                .map(l -> {
                    String[] cells = l.split("\t");
                    return cells[2] + " " + cells[3] + " "
                            + String.join(" ", List.of(cells).subList(4, 9));
                })
                .toList();
    }

    private String idOfTheFirst() {
        return run(0, "quarantine", "list", "--records")
                .out()
                .lines()
                .filter(l -> l.startsWith("  "))
                .findFirst()
                .orElseThrow()
                .strip()
                .split("\t")[0];
    }

    @Test
    void aRetryMakesTheRowsThatTheDeliveryWouldHaveMade() throws IOException {
        Path wrong = wrongMapping();
        Path input = lessons(A, B, C);
        load(1, input);
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("1");
        assertThat(listed()).containsExactly("out-of-range arskurs 2 2 0 0 0");

        Files.delete(wrong);
        run(0, "quarantine", "retry");
        String retried = program.query(ROWS);
        assertThat(retried.lines()).hasSize(3);
        assertThat(program.query(LAST_RETRY)).isEqualTo("loaded\t2\t2\t0\t0\t0");
        assertThat(listed()).containsExactly("out-of-range arskurs 0 0 2 0 0");

        // The same file is loaded anew with the mended mapping: it makes the very same rows.
        load(0, input);
        assertThat(program.query(ROWS)).isEqualTo(retried);
        assertThat(listed()).isEmpty();
    }

    @Test
    void aRecordThatAnotherRuleRejectedIsWholeInTheQuarantineToo() throws IOException {
        // More absence than lesson: found when the record is mapped already.
        Path input = lessons(A.replace(";60;0;", ";60;90;OGILTIG"));
        load(1, input);
        mapping(FEED, "absence_minutes: {from: franvaro_min", "absence_minutes: {from: lektion_min");
        run(0, "quarantine", "retry");
        assertThat(program.query("SELECT offered_minutes, invalid_absence_minutes FROM core.attendance"))
                .isEqualTo("60\t60");
    }

    @Test
    void whatIsRejectedAgainStaysUnderItsIdWithTheNewReason() throws IOException {
        Path wrong = wrongMapping();
        load(1, lessons(A, B));
        String id = idOfTheFirst();
        Files.delete(wrong);
        mapping(FEED, "pattern: \"[0-9]{8}\"", "pattern: \"[0-9]{7}\"");
        run(1, "quarantine", "retry");
        assertThat(listed()).containsExactly("wrong-pattern skolenhetskod 2 2 0 0 0");
        assertThat(idOfTheFirst()).isEqualTo(id);
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("0");
    }

    @Test
    void aRetryTakesOnlyWhatIsMeant() throws IOException {
        Path wrong = wrongMapping();
        load(1, lessons(A, B.replace(";60;60;", ";60;;")));
        Files.delete(wrong);
        run(0, "quarantine", "retry", "--reason", "no-such-reason");
        run(0, "quarantine", "retry", "--feed", "school-ss12000");
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("0");
        run(0, "quarantine", "retry", "--reason", "out-of-range", "--feed", FEED);
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("1");
    }

    @Test
    void aCorrectionOfALaterDeliveryStays() throws IOException {
        Path wrong = wrongMapping();
        load(1, lessons(B));
        Files.delete(wrong);
        load(0, lessons(B.replace(";60;OGILTIG", ";20;SJUK")));
        run(0, "quarantine", "retry");
        assertThat(program.query("SELECT count(), sum(valid_absence_minutes), sum(invalid_absence_minutes)"
                        + " FROM core.attendance"))
                .isEqualTo("1\t20\t0");
    }

    @Test
    void whatALaterCompleteDeliveryNoLongerHoldsDoesNotComeBack() throws IOException {
        Path wrong = wrongMapping();
        load(1, lessons(A, C));
        Files.delete(wrong);
        load(0, lessons(C), "--complete");
        run(0, "quarantine", "retry");
        assertThat(program.query("SELECT count(), any(school_grade) FROM core.attendance"))
                .isEqualTo("1\t8");
        assertThat(program.query(LAST_RETRY)).isEqualTo("loaded\t1\t0\t0\t0\t1");
        assertThat(listed()).containsExactly("out-of-range arskurs 0 0 1 0 0");
    }

    private Path dak(String name, String metod) throws IOException {
        Path file = InProcess.sample("leisure-dak/plain-2.2/input.xml", folder.resolve(name));
        InProcess.replace(file, "<Metod>Add</Metod>", "<Metod>" + metod + "</Metod>");
        return file;
    }

    @Test
    void aMeetingThatWasTakenBackDoesNotComeBack() throws IOException {
        Path wrong = mapping("leisure-dak", "range: [0, 10080]", "range: [0, 10]");
        run(1, "load", "leisure-dak", "--input", dak("add.xml", "Add").toString());
        Files.delete(wrong);
        run(0, "load", "leisure-dak", "--input", dak("remove.xml", "Remove").toString());
        run(0, "quarantine", "retry");
        assertThat(program.query("SELECT count() FROM core.leisure_visit SETTINGS final = 0"))
                .isEqualTo("0");
    }

    @Test
    void aMeetingThatOnlyGotAFurtherMarkComesBack() throws IOException {
        Path wrong = mapping("leisure-dak", "range: [0, 10080]", "range: [0, 10]");
        run(1, "load", "leisure-dak", "--input", dak("add.xml", "Add").toString());
        Files.delete(wrong);
        Path update = dak("update.xml", "Update");
        InProcess.replace(update, "<Naervarande>true</Naervarande>", "<Naervarande>x</Naervarande>");
        InProcess.replace(update, "<Naervarande>false</Naervarande>", "<Naervarande>true</Naervarande>");
        run(1, "load", "leisure-dak", "--input", update.toString());
        assertThat(program.query("SELECT count() FROM core.leisure_visit")).isEqualTo("1");
        run(0, "quarantine", "retry", "--reason", "out-of-range");
        assertThat(program.query("SELECT count() FROM core.leisure_visit")).isEqualTo("2");
    }

    @Test
    void aBarredPersonIsLeftOutAndTheirRecordNotShown() throws IOException {
        addPrincipal();
        Path wrong = wrongMapping();
        load(1, lessons(A, B));
        Files.delete(wrong);
        Path school = Files.createDirectories(folder.resolve("school"));
        Files.writeString(school.resolve("persons.json"), """
                {"data": [{"id": "0b0b0b0b-0000-4000-8000-000000000001", "civicNo": {"value": "201001012382"},
                  "securityMarking": "Sekretessmarkering", "personStatus": "Aktiv", "enrolments": [],
                  "meta": {"created": "2026-01-01T00:00:00Z", "modified": "2026-02-01T00:00:00Z"}}], "pageToken": null}
                """);
        program.run("load", "school-ss12000", "--input", school.toString());
        InProcess.Said refused = run(1, show(idOfTheFirst()));
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("protects").doesNotContain("20100101");

        run(0, "quarantine", "retry");
        assertThat(program.query(LAST_RETRY)).isEqualTo("loaded\t2\t1\t0\t1\t0");
        assertThat(program.query("SELECT count(), any(sex) FROM core.attendance"))
                .isEqualTo("1\tM");
    }

    @Test
    void erasureReachesTheQuarantineAndNoRetryBringsThePersonBack() throws IOException {
        Path wrong = wrongMapping();
        // The second is rejected by a rule over several fields.
        load(1, lessons(A, A.replace("2026-03-02;08:10;60;0;", "2026-03-03;08:10;60;90;OGILTIG")));
        Path sought = Files.writeString(folder.resolve("sought.txt"), "20100101-2382");
        String erasure = run(0, "erase", "request", "--input", sought.toString(), "--case", "1", "--by", "Anna")
                .out()
                .strip();
        run(0, "erase", "approve", erasure, "--by", "Berit");
        assertThat(listed()).allMatch(l -> l.contains(" 0 0 0 ")).hasSize(1);
        Files.delete(wrong);
        run(0, "quarantine", "retry");
        load(1, lessons(A, A.replace("2026-03-02;08:10;60;0;", "2026-03-03;08:10;60;90;OGILTIG"), "x"));
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("0");
    }

    @Test
    void aStepOfACaseIsNotJudgedByItself() throws IOException {
        Path wrong = mapping("support-team", "[0-9]{8}", "[0-9]{7}");
        Path input = InProcess.sample("support-team/ordinary/input.csv", folder.resolve("team.csv"));
        run(1, "load", "support-team", "--input", input.toString());
        Files.delete(wrong);
        String before = program.query("SELECT count() FROM core.support_case");
        InProcess.Said said = run(1, "quarantine", "retry", "--feed", "support-team");
        assertThat(said.err()).contains("load the whole file again");
        assertThat(program.query("SELECT count() FROM core.support_case")).isEqualTo(before);
    }

    private Path secret() {
        return folder.resolve("secret-of-anna");
    }

    private void addPrincipal() {
        run(0, "principals", "add", "Anna", "--secret-file", secret().toString());
    }

    private String[] show(String id) {
        return new String[] {
            "quarantine", "show", id, "--by", "Anna", "--secret-file", secret().toString(), "--case", "IT-7"
        };
    }

    @Test
    void aRecordIsShownToWhoProvesANameAndTheAuditSaysSo() throws IOException {
        wrongMapping();
        load(1, lessons(A));
        String id = idOfTheFirst();
        assertThat(run(1, "quarantine", "show", id, "--by", "Anna").out()).isEmpty();
        addPrincipal();
        assertThat(run(1, "quarantine", "show", id, "--by", "Anna").out()).isEmpty();
        assertThat(run(0, show(id)).out()).contains("\"personnummer\":\"201001012382\"");
        run(0, "audit", "verify");
        String audit = everyFile(program.home().resolve(".tvarsyn").resolve("audit"));
        assertThat(audit)
                .contains("quarantine-show")
                .contains(id)
                .contains("IT-7")
                .contains("Anna");
        assertThat(everyFile(program.home())).doesNotContain("201001012382");
    }

    private static String everyFile(Path below) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> paths = Files.walk(below)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void whatIsDiscardedIsGoneForGoodAndStillCounted() throws IOException {
        Path wrong = wrongMapping();
        load(1, lessons(A, B));
        run(2, "quarantine", "discard", "--by", "Anna");
        run(0, "quarantine", "discard", idOfTheFirst(), "--by", "Anna");
        assertThat(listed()).containsExactly("out-of-range arskurs 1 1 0 1 0");
        run(0, "quarantine", "discard", "--feed", FEED, "--by", "Anna");
        assertThat(listed()).containsExactly("out-of-range arskurs 0 0 0 2 0");
        assertThat(everyFile(program.home().resolve(".tvarsyn").resolve("quarantine")))
                .doesNotContain("payload");
        Files.delete(wrong);
        run(0, "quarantine", "retry");
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("0");
        assertThat(everyFile(program.home().resolve(".tvarsyn").resolve("audit")))
                .contains("quarantine-discard");
    }

    @Test
    void aRetryThatBrokeOffBeforeTheQuarantineWasWrittenMakesTheSameRowsOnceMore() throws IOException {
        Path wrong = wrongMapping();
        load(1, lessons(A, B, C));
        Files.delete(wrong);
        Path file = quarantineFile();
        byte[] before = Files.readAllBytes(file);
        run(0, "quarantine", "retry");
        String rows = program.query(ROWS);
        Files.write(file, before);
        run(0, "quarantine", "retry");
        assertThat(program.query(ROWS)).isEqualTo(rows);
        assertThat(program.query("SELECT count(), sum(accepted_count) FROM ops.delivery"))
                .isEqualTo("2\t3");
        assertThat(listed()).containsExactly("out-of-range arskurs 0 0 2 0 0");
    }

    private Path quarantineFile() throws IOException {
        try (Stream<Path> paths = Files.list(
                program.home().resolve(".tvarsyn").resolve("quarantine").resolve(FEED))) {
            return paths.filter(p -> p.toString().endsWith(".q")).findFirst().orElseThrow();
        }
    }

    @Test
    @Timeout(120)
    void aRetryThatIsKilledLosesNothingAndDoublesNothing() throws Exception {
        program.close();
        Path wrong = wrongMapping();
        String[] rows = IntStream.range(0, 20_000)
                .mapToObj(i -> B.replace(
                        "2026-03-02;09:20", "2026-03-%02d;%02d:%02d".formatted(1 + i % 28, i / 28 % 24, i / 672)))
                .toArray(String[]::new);
        // By processes of their own all the while: their clock is the machine's.
        assertThat(finished("load", FEED, "--input", lessons(rows).toString())).isEqualTo(1);
        Files.delete(wrong);
        Path notes = Path.of(quarantineFile() + ".retry");
        Process child = program.start(folder.resolve("said").toFile(), "-Xmx256m", "quarantine", "retry");
        while (child.isAlive() && !Files.exists(notes)) {
            child.waitFor(2, TimeUnit.MILLISECONDS);
        }
        child.destroyForcibly().waitFor();
        assertThat(finished("quarantine", "retry")).isZero();
        assertThat(program.query("SELECT count(), uniqExact(source_key), sum(invalid_absence_minutes)"
                        + " FROM core.attendance"))
                .isEqualTo("20000\t20000\t1200000");
        assertThat(listed()).containsExactly("out-of-range arskurs 0 0 20000 0 0");
        assertThat(program.query("SELECT DISTINCT status FROM ops.delivery WHERE scope LIKE 'retry of %'"))
                .isEqualTo("loaded");
    }

    private int finished(String... arguments) throws Exception {
        return program.start(folder.resolve("said").toFile(), "-Xmx256m", arguments)
                .waitFor();
    }
}
