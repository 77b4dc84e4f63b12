package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.pseudonymization.KeyStoreFile;

/** What is wrong with an input or a home is told with file, line and field, and what is good is taken. */
class BadInputTests {
    private static final String GOOD = "201001012382;48392017;9;F;2026-03-02;08:10;60;0;";
    private static final String ROWS = "SELECT count() FROM core.attendance";

    @TempDir
    private Path folder;

    private InProcess program;

    @BeforeEach
    void makeAHome() {
        program = InProcess.initialized(folder.resolve("home"));
    }

    private InProcess.Said load(String feed, Path input, int exit) {
        InProcess.Said said = program.load(feed, input);
        assertThat(said.exit()).as(said.err()).isEqualTo(exit);
        return said;
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void tellsTheHeaderLineOfAFileWithAnotherDelimiterOrAMissingColumn() throws Exception {
        Path commas = file(
                "commas.csv",
                Files.readString(InProcess.lessons(folder.resolve("a.csv"), GOOD))
                        .replace(';', ','));
        assertThat(load("school-lesson-csv", commas, 1).err()).contains("commas.csv:1: ");
        Path short_ =
                file("short.csv", Files.readString(folder.resolve("a.csv")).replace(";datum;", ";"));
        assertThat(load("school-lesson-csv", short_, 1).err()).contains("short.csv:1: ", "datum");
        assertThat(load("school-lesson-csv", file("headless.csv", GOOD + "\n"), 1)
                        .err())
                .contains("headless.csv:1: ")
                .doesNotContain("2010");
        assertThat(program.query(ROWS)).isEqualTo("0");
        assertThat(program.query(
                        "SELECT count(), sum(accepted_count), uniqExact(status), any(status) FROM ops.delivery"))
                .isEqualTo("3\t0\t1\tfailed");
    }

    @Test
    void takesEveryGoodRowOfAPartlyBadDeliveryAndCountsTheOthersByReason() throws Exception {
        Path lessons = InProcess.lessons(
                folder.resolve("partly.csv"),
                GOOD,
                GOOD.replace("08:10", "25:10"),
                GOOD.replace("201001012382", "201001012383"),
                GOOD.replace("201001012382", ""),
                GOOD.replace(";60;0;", ";60;61;SJUK"),
                GOOD.replace(";60;0;", ";60;10;"),
                GOOD.replace("2026-03-02", "2026-02-30"),
                GOOD.replace(";9;", ";11;"),
                GOOD + ";more",
                GOOD.replace("08:10", "09:10"),
                // Another century: a person of 116 years is no pupil, but no wrong number either.
                GOOD.replace("201001012382", "191001012382").replace("08:10", "10:10"));
        InProcess.Said said = load("school-lesson-csv", lessons, 1);
        assertThat(said.err())
                .contains(
                        "partly.csv:3: lektion_start: ",
                        "partly.csv:4: personnummer: invalid-identity-number",
                        "partly.csv:6: ",
                        "partly.csv:7: orsak: absence-without-reason",
                        "partly.csv:8: datum: not-a-date",
                        "partly.csv:9: arskurs: out-of-range",
                        "partly.csv:10: ");
        String accepted = program.query(ROWS);
        assertThat(program.newestDelivery())
                .isEqualTo("loaded\t11\t" + accepted + "\t" + (11 - Integer.parseInt(accepted)) + "\t0\t0");
        assertThat(Integer.parseInt(accepted)).isEqualTo(3);
        assertThat(program.query("SELECT sum(rejected_count) FROM ops.delivery_reason"))
                .isEqualTo(Integer.toString(11 - Integer.parseInt(accepted)));
        assertThat(program.query("SELECT rejected_count FROM ops.delivery_reason WHERE reason = 'not-a-date'"
                        + " AND field = 'datum'"))
                .isEqualTo("1");
    }

    @Test
    void neverReadsAnExternalEntityAndNeverExpandsOne() throws Exception {
        Path secret = file("secret.txt", "MARKER-IN-ANOTHER-FILE");
        String document = Files.readString(Path.of("sample-feeds/leisure-dak/plain-2.2/input.xml"));
        String head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
        Path external = file(
                "external.xml",
                document.replace(head, head + "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>")
                        .replace("Test IP", "&x;"));
        StringBuilder lol = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            lol.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        Path bomb = file("bomb.xml", document.replace(head, head + lol + "]>").replace("Test IP", "&l9;"));
        Path network = file(
                "network.xml",
                document.replace(head, head + "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/MARKER-IN-ANOTHER-FILE.dtd\">"));
        for (Path bad : new Path[] {external, bomb, network}) {
            assertThat(load("leisure-dak", bad, 1).err())
                    .contains(bad.getFileName() + ":")
                    .doesNotContain("MARKER");
        }
        assertThat(program.query("SELECT count() FROM core.leisure_visit")).isEqualTo("0");
    }

    @Test
    void tellsWhereADocumentBreaks() throws Exception {
        String document = Files.readString(Path.of("sample-feeds/leisure-dak/plain-2.2/input.xml"));
        Path broken = file("broken.xml", document.substring(0, document.indexOf("<Efternamn>Deltagare") + 6));
        assertThat(load("leisure-dak", broken, 1).err()).contains("broken.xml:");
        Path school = InProcess.sample("school-ss12000/ordinary/input", folder.resolve("school"));
        Path persons = school.resolve("persons.json");
        String text = Files.readString(persons);
        Files.writeString(persons, text.substring(0, text.indexOf("Elevsson")));
        InProcess.Said said = load("school-ss12000", school, 1);
        assertThat(said.err()).contains("persons.json:");
        assertThat(program.query("SELECT read_count = accepted_count + rejected_count + protected_count + skipped_count"
                        + " FROM ops.delivery ORDER BY sequence DESC LIMIT 1"))
                .isEqualTo("1");
        Path social = Files.createDirectory(folder.resolve("social"));
        Files.writeString(social.resolve("extract-services.json"), "{\"Result\": [{\"Id\": 1, \"ServicePer");
        assertThat(load("social-lifecare", social, 1).err()).contains("extract-services.json:");
    }

    @Test
    void holdsADeliveryThatHoldsNothing() throws Exception {
        assertThat(load("school-lesson-csv", file("empty.csv", ""), 1).err()).contains("empty.csv:", "empty-file");
        assertThat(program.newestDelivery()).startsWith("held\t");
        assertThat(load("leisure-dak", file("empty.xml", ""), 1).err()).contains("empty.xml:");
        assertThat(load("school-lesson-csv", Files.createDirectory(folder.resolve("none")), 1)
                        .err())
                .contains("--input");
        assertThat(load("school-ss12000", folder.resolve("none"), 1).err()).contains("--input");
    }

    @Test
    void tellsWrongUsage() throws Exception {
        assertThat(load("school-lesson-csv", folder.resolve("missing.csv"), 2).err())
                .contains("--input");
        assertThat(load("no-such-feed", folder, 2).err()).contains("no-such-feed", "school-lesson-csv");
        assertThat(program.run("load", "school-lesson-csv").exit()).isEqualTo(2);
        assertThat(program.run("frobnicate").exit()).isEqualTo(2);
    }

    @Test
    void tellsTheLineOfAConfigurationThatIsWrong() throws Exception {
        Path lessons = InProcess.lessons(folder.resolve("a.csv"), GOOD);
        Path yaml = program.home().resolve("tvarsyn.yaml");
        String good = Files.readString(yaml);
        Files.writeString(yaml, "purpose: uppfoljning\nlegal-basis: [{feed: \n");
        assertThat(load("school-lesson-csv", lessons, 1).err()).containsPattern("tvarsyn\\.yaml:[1-9]");
        Files.writeString(yaml, "purpose: uppfoljning\nwharehouse: {}\n");
        assertThat(load("school-lesson-csv", lessons, 1).err()).containsPattern("tvarsyn\\.yaml:[12]");
        Files.writeString(yaml, "purpose: uppfoljning\n");
        assertThat(load("school-lesson-csv", lessons, 1).err()).contains("tvarsyn.yaml:", "legal basis");
        Files.writeString(yaml, good + "warehouse:\n  url: http://127.0.0.1:1\n");
        assertThat(load("school-lesson-csv", lessons, 1).err()).containsPattern("tvarsyn\\.yaml:[1-9][0-9]*: .*trial");
        Files.writeString(yaml, good);
        assertThat(load("school-lesson-csv", lessons, 0).out()).contains("school-lesson-csv");
    }

    @Test
    void refusesKeysThatWereMadeForADemo() throws Exception {
        Path lessons = InProcess.lessons(folder.resolve("a.csv"), GOOD);
        Path home = Files.createDirectory(folder.resolve("demo"));
        KeyStoreFile.create(
                home, "uppfoljning", java.util.List.of("school-lesson-csv"), true, java.time.Clock.systemUTC());
        Files.copy(program.home().resolve("tvarsyn.yaml"), home.resolve("tvarsyn.yaml"));
        InProcess.Said said = new InProcess(home).load("school-lesson-csv", lessons);
        assertThat(said.exit()).as(said.err()).isEqualTo(1);
        assertThat(said.err()).contains("demo");
        assertThat(Files.exists(home.resolve(".tvarsyn/warehouse/data/store"))).isFalse();
    }

    @Test
    @Timeout(120)
    void takesTheRowsAroundALineOf200MegabytesInASmallHeap() throws Exception {
        longLine(200);
    }

    @Test
    @Tag("long")
    void takesTheRowsAroundALineOfAGigabyteInASmallHeap() throws Exception {
        longLine(1_024);
    }

    private void longLine(int megabytes) throws Exception {
        Assumptions.assumeTrue(
                folder.toFile().getUsableSpace() > (megabytes + 512L) << 20,
                "skipped: no room for a line of " + megabytes + " MB");
        Path lessons = InProcess.lessons(folder.resolve("long.csv"), GOOD);
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(lessons, java.nio.file.StandardOpenOption.APPEND)) {
            for (int i = 0; i < megabytes; i++) {
                out.write(megabyte);
            }
            out.write(("\n" + GOOD.replace("08:10", "09:10") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        File said = folder.resolve("said.txt").toFile();
        Process child = program.start(said, "-Xmx256m", "load", "school-lesson-csv", "--input", lessons.toString());
        assertThat(child.waitFor(100, TimeUnit.SECONDS)).isTrue();
        Files.delete(lessons);
        String text = Files.readString(said.toPath());
        assertThat(child.exitValue()).as(text).isEqualTo(1);
        assertThat(text).contains("long.csv:3: ").doesNotContain("OutOfMemory");
        assertThat(text.length()).isLessThan(5_000);
        assertThat(program.query(ROWS)).isEqualTo("2");
        assertThat(program.newestDelivery()).isEqualTo("loaded\t3\t2\t1\t0\t0");
    }
}
