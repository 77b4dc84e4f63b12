package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasure under dual control, from the command line to the bytes on the disk (PRIVACY.md 5). Test numbers only. */
class ErasureTests {
    private static final String ERASED = "201101012381";
    private static final String OTHER = "201101022380";
    private static final String ROWS = "SELECT person_pseudonym, school_unit_code, attended_on, offered_minutes,"
            + " invalid_absence_minutes, source_key FROM core.attendance ORDER BY ALL";

    @TempDir
    private Path folder;

    private InProcess program;
    private Path lessons;
    private Path sought;

    @BeforeEach
    void loadLessons() throws IOException {
        program = InProcess.initialized(folder.resolve("home"));
        lessons = InProcess.lessons(
                folder.resolve("lessons.csv"),
                ERASED + ";48392017;8;F;2026-03-02;08:10;60;60;OGILTIG",
                ERASED + ";48392017;8;F;2026-03-03;08:10;60;0;",
                OTHER + ";48392017;9;P;2026-03-02;08:10;60;0;",
                // Rejected: its record lies in the quarantine with the number in it.
                ERASED + ";48392017;8;F;2026-03-04;08:10;60;90;OGILTIG");
        assertThat(program.load("school-lesson-csv", lessons).exit()).isEqualTo(1);
        sought = Files.writeString(folder.resolve("sought.txt"), ERASED.substring(2, 8) + "-" + ERASED.substring(8));
    }

    private String request() {
        InProcess.Said said =
                program.run("erase", "request", "--input", sought.toString(), "--case", "BUN 2026/7", "--by", "Anna");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out().strip()).matches("[A-Za-z0-9-]{4,}");
        return said.out().strip();
    }

    private void approve(String id) {
        InProcess.Said said = program.run("erase", "approve", id, "--by", "Berit");
        assertThat(said.exit()).as(said.err()).isZero();
    }

    private String tokenOfTheErased() {
        return program.query(
                "SELECT DISTINCT person_pseudonym FROM core.attendance WHERE invalid_absence_minutes = 60");
    }

    @Test
    void nothingOfAnErasedPersonIsLeftAndNothingBringsThemBack() throws IOException {
        String token = tokenOfTheErased();
        assertThat(token).hasSize(36);
        assertThat(filesWith(token)).as("the search finds what is there").isNotEmpty();

        approve(request());

        assertThat(filesWith(token)).isEmpty();
        assertThat(program.query("SELECT count(), uniqExact(person_pseudonym) FROM core.attendance"))
                .isEqualTo("1\t1");
        // The same file, a restart between, and the person in another feed and another file.
        program.load("school-lesson-csv", lessons);
        assertThat(program.query("SELECT count() FROM core.attendance"))
                .as("known")
                .isEqualTo("1");
        Files.writeString(lessons, Files.readString(lessons) + "\n");
        assertThat(program.load("school-lesson-csv", lessons).exit()).isEqualTo(1);
        assertThat(program.newestDelivery()).as("read anew").isEqualTo("loaded\t4\t1\t1\t2\t0");
        Path later =
                InProcess.lessons(folder.resolve("later.csv"), ERASED + ";48392017;8;F;2026-03-05;08:10;60;60;OGILTIG");
        assertThat(program.load("school-lesson-csv", later).exit()).isZero();
        assertThat(program.newestDelivery()).isEqualTo("loaded\t1\t0\t0\t1\t0");
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("1");
        assertThat(filesWith(token)).isEmpty();
        assertThat(filesNaming(ERASED)).as("no number in the home").isEmpty();
        assertThat(program.run("audit", "verify").out()).startsWith("whole: ");
        assertThat(program.everythingSaid()).doesNotContain(ERASED.substring(2));
    }

    @Test
    void anErasureThatIsUndoneGivesTheOriginalRowsWhenTheyComeAgain() throws IOException {
        String before = program.query(ROWS);
        String id = request();
        approve(id);
        assertThat(program.query(ROWS)).isNotEqualTo(before);

        InProcess.Said undo = program.run("erase", "undo", id, "--case", "BUN 2026/8", "--by", "Berit");
        assertThat(undo.exit()).as(undo.err()).isZero();
        String undoing = undo.out().strip();
        assertThat(program.run("erase", "approve", undoing, "--by", "berit ").exit())
                .as("the same principal")
                .isEqualTo(1);
        program.load("school-lesson-csv", lessons);
        assertThat(program.query(ROWS)).as("before the approval").isNotEqualTo(before);
        assertThat(program.run("erase", "approve", undoing, "--by", "Anna").exit())
                .isZero();
        assertThat(program.query(ROWS)).as("undoing brings nothing by itself").isNotEqualTo(before);
        program.load("school-lesson-csv", lessons);
        assertThat(program.query(ROWS)).isEqualTo(before);
        assertThat(program.run("audit", "verify").exit()).isZero();
    }

    @Test
    void oneFlippedByteInTheAuditIsFoundAndItsEntryNamed() throws IOException {
        String id = request();
        approve(id);
        String head = program.run("audit", "verify").out().strip().replaceFirst(".* ", "");
        Path log = program.home().resolve(".tvarsyn/audit/audit.log");
        byte[] good = Files.readAllBytes(log);
        byte[] bad = good.clone();
        int inSecond = new String(good, StandardCharsets.ISO_8859_1).indexOf("requested-by") + 16;
        bad[inSecond] ^= 1;
        Files.write(log, bad);
        InProcess.Said said = program.run("audit", "verify");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("broken: entry 2 ");
        Files.write(log, good);
        assertThat(program.run("audit", "verify", "--head", head).exit()).isZero();
        Files.write(
                log, new String(good, StandardCharsets.UTF_8).lines().limit(1).toList());
        assertThat(program.run("audit", "verify").exit()).isZero();
        assertThat(program.run("audit", "verify", "--head", head).out()).contains("entry 2 is missing");
    }

    @Test
    void nobodyApprovesTheirOwnCaseAndWhoeverKnowsSecretsDemandsThem() throws IOException {
        String id = request();
        for (String same : List.of("Anna", "ANNA", " anna ")) {
            InProcess.Said said = program.run("erase", "approve", id, "--by", same);
            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.err()).contains("same principal", "unauthenticated");
        }
        Path secret = folder.resolve("secret-of-berit");
        assertThat(program.run("principals", "add", "Berit", "--secret-file", secret.toString())
                        .exit())
                .isZero();
        assertThat(program.run("erase", "approve", id, "--by", "Berit").err()).contains("not proven");
        Path wrong = Files.writeString(folder.resolve("wrong"), "no");
        assertThat(program.run("erase", "approve", id, "--by", "Berit", "--secret-file", wrong.toString())
                        .exit())
                .isEqualTo(1);
        assertThat(program.run("erase", "approve", id, "--by", "Cecilia", "--secret-file", secret.toString())
                        .exit())
                .as("another's secret")
                .isEqualTo(1);
        assertThat(program.run("erase", "approve", id, "--by", "Berit", "--secret-file", secret.toString())
                        .exit())
                .isZero();
        assertThat(program.run("erase", "approve", id, "--by", "Berit", "--secret-file", secret.toString())
                        .err())
                .contains("carried out already");
        assertThat(program.run("erase", "list").out()).contains(id, "carried out", "BUN 2026/7");
        assertThat(program.everythingSaid())
                .doesNotContain(Files.readString(secret).strip());
    }

    @Test
    void anAuditorReadsAnOpenCaseAndNothingIsLeftOfItAfterwards() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        KeyPair auditor = generator.generateKeyPair();
        Files.writeString(
                program.home().resolve("auditor.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(auditor.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Path settings = program.home().resolve("tvarsyn.yaml");
        Files.writeString(settings, Files.readString(settings) + "\naudit:\n  public-key-file: auditor.pem\n");
        assertThat(program.run("check").exit()).isZero();

        String id = request();

        Path copy = program.home().resolve(".tvarsyn/erasures/" + id + ".auditor");
        byte[] sealed = Files.readAllBytes(copy);
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                auditor.getPrivate(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        assertThat(cipher.doFinal(Base64.getMimeDecoder().decode(sealed)))
                .asString()
                .isEqualTo(ERASED);
        assertThat(Files.readString(program.home().resolve(".tvarsyn/audit/audit.log")))
                .contains(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(sealed)));
        approve(id);
        assertThat(copy).doesNotExist();

        Files.writeString(program.home().resolve("auditor.pem"), "no key");
        assertThat(program.run("check").out()).contains("auditor.pem:1: ");
        InProcess.Said refused =
                program.run("erase", "request", "--input", sought.toString(), "--case", "x", "--by", "Anna");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("no case was opened");
    }

    @Test
    void aFileThatNamesNobodyOpensNoCase() throws IOException {
        Files.writeString(sought, "kalle\n" + ERASED + "\n201101012382\n");
        InProcess.Said said =
                program.run("erase", "request", "--input", sought.toString(), "--case", "x", "--by", "Anna");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("sought.txt:1: ", "sought.txt:3: ").doesNotContain("kalle", "2382");
        assertThat(program.run("erase", "list").out()).isEmpty();
    }

    @Test
    void aListThatIsLostOrOlderThanTheWarehouseStopsTheLoad() throws IOException {
        approve(request());
        Path list = program.home().resolve(".tvarsyn/barred/list");
        byte[] good = Files.readAllBytes(list);
        Files.delete(list);
        InProcess.Said lost = program.load("school-lesson-csv", lessons);
        assertThat(lost.exit()).isEqualTo(1);
        assertThat(lost.err()).contains("older than the warehouse");
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        Files.write(list, bad);
        assertThat(program.load("school-lesson-csv", lessons).err()).contains("does not open");
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("1");
    }

    @Test
    void aRestoredWarehouseLosesTheErasedAgain() throws IOException {
        Path storage = program.home().resolve(".tvarsyn/warehouse");
        Path backup = folder.resolve("backup");
        copy(storage, backup);
        String token = tokenOfTheErased();
        approve(request());
        try (Stream<Path> all = Files.walk(storage)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        copy(backup, storage);
        assertThat(program.query("SELECT count() FROM core.attendance WHERE person_pseudonym = '" + token + "'"))
                .as("the backup holds the erased")
                .isEqualTo("2");
        Path later = InProcess.lessons(folder.resolve("later.csv"), OTHER + ";48392017;9;P;2026-03-05;08:10;60;0;");
        assertThat(program.load("school-lesson-csv", later).exit()).isZero();
        assertThat(program.query("SELECT count() FROM core.attendance WHERE person_pseudonym = '" + token + "'"))
                .isEqualTo("0");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** Files of the home that hold a token: as text, as bytes in order, or as two little-endian halves. */
    private List<Path> filesWith(String token) throws IOException {
        UUID uuid = UUID.fromString(token);
        byte[] little = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        byte[] swapped = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(uuid.getLeastSignificantBits())
                .putLong(uuid.getMostSignificantBits())
                .array();
        byte[] big = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        List<String> forms = List.of(
                token,
                token.replace("-", ""),
                new String(little, StandardCharsets.ISO_8859_1),
                new String(swapped, StandardCharsets.ISO_8859_1),
                new String(big, StandardCharsets.ISO_8859_1));
        return files(content -> forms.stream().anyMatch(content::contains));
    }

    private List<Path> filesNaming(String number) throws IOException {
        return files(content -> content.contains(number.substring(2))
                || content.contains(number.substring(2, 8) + "-" + number.substring(8)));
    }

    private List<Path> files(java.util.function.Predicate<String> has) throws IOException {
        try (Stream<Path> all = Files.walk(program.home())) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> has.test(content(file)))
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
