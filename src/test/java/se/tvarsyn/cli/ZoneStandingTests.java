package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static se.tvarsyn.cli.ZoneHomes.LESSONS;
import static se.tvarsyn.cli.ZoneHomes.LIFECARE;
import static se.tvarsyn.cli.ZoneHomes.run;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sender says of erased persons and withdrawn consents holds for everybody's rows at the receiver. Test numbers. */
class ZoneStandingTests {
    private static final String TEAM = "support-team";
    private static final String PUPIL = "201101012381";
    private static final String OTHER = "201101022380";

    @TempDir
    private Path folder;

    private ZoneHomes homes;
    private String token = "";
    private int files;

    /** The school sends lessons, the social services their team's register; both are about the pupil. */
    @BeforeEach
    void receiveTheFirst() throws Exception {
        homes = new ZoneHomes(folder);
        InProcess.replace(ZoneHomes.settings(homes.receiver), "feeds: [" + LIFECARE + "]", "feeds: [" + TEAM + "]");
        send(homes.school, LESSONS, lessons(PUPIL, "2026-03-02"));
        send(homes.social, TEAM, team(step(PUPIL, "2025-09-08", "2025-09-01;"), step(OTHER, "2025-09-08", ";")));
        run(homes.receiver, 0, "receive");
        token = homes.receiver.query("SELECT person_pseudonym FROM core.attendance");
        assertThat(token).hasSize(36);
        assertThat(ofThePupil()).as("one person to both agencies").isEqualTo("1\t1");
    }

    private void send(InProcess home, String feed, Path input, String... more) {
        String[] arguments = Stream.concat(Stream.of("send", feed, "--input", input.toString()), Stream.of(more))
                .toArray(String[]::new);
        run(home, 0, arguments);
    }

    private Path lessons(String number, String day) throws IOException {
        return InProcess.lessons(
                folder.resolve("lessons-" + ++files + ".csv"),
                number + ";48392017;8;F;" + day + ";08:10;60;60;OGILTIG");
    }

    private static String step(String number, String day, String consent) {
        return number + ";48392017;Farsta;Skolsociala team;2;inskrivning;" + day + ";" + consent + ";Samtal";
    }

    private Path team(String... rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "personnummer;skolenhetskod;stadsdel;modell;niva;steg;datum;samtycke_fran;samtycke_till;insats"));
        lines.addAll(List.of(rows));
        return Files.write(folder.resolve("team-" + ++files + ".csv"), lines);
    }

    /** Versions of rows that carry the pupil's token, in the lessons and in the cases. */
    private String ofThePupil() {
        String of = "(SELECT count() FROM core.%s WHERE person_pseudonym = '" + token + "')";
        return homes.receiver.query("SELECT " + String.format(of, "attendance") + ", "
                + String.format(of, "support_case") + " SETTINGS final = 0");
    }

    /** At the school, by two principals. */
    private String erase(InProcess sender) throws IOException {
        Path sought = Files.writeString(folder.resolve("sought.txt"), PUPIL);
        String id = run(
                        sender,
                        0,
                        "erase",
                        "request",
                        "--input",
                        sought.toString(),
                        "--case",
                        "BUN 2026/7",
                        "--by",
                        "Anna")
                .out()
                .strip();
        run(sender, 0, "erase", "approve", id, "--by", "Berit");
        return id;
    }

    private void undo(InProcess sender, String erasure) {
        String id = run(sender, 0, "erase", "undo", erasure, "--case", "BUN 2026/8", "--by", "Berit")
                .out()
                .strip();
        run(sender, 0, "erase", "approve", id, "--by", "Anna");
    }

    @Test
    void anErasureAtOneSenderHoldsForTheRowsOfAll() throws Exception {
        assertThat(filesWithTheToken()).as("the search finds it").isNotEmpty();
        final Path first = homes.batches().get(0);
        erase(homes.school);
        // Any batch of the sender brings it; none of its rows is about the pupil.
        send(homes.school, LESSONS, lessons(OTHER, "2026-03-03"));
        run(homes.receiver, 0, "receive");
        assertThat(ofThePupil()).isEqualTo("0\t0");
        assertThat(filesWithTheToken()).isEmpty();

        // The other agency knows of nothing and sends the person again, as does an old batch.
        Path later = team(step(PUPIL, "2025-09-08", "2025-09-01;"), step(OTHER, "2025-09-09", ";"));
        send(homes.social, TEAM, later);
        run(homes.receiver, 0, "receive");
        assertThat(homes.receiver.newestDelivery()).isEqualTo("loaded\t2\t1\t0\t1\t0");
        run(homes.receiver, 0, "receive", "--input", first.toString());
        assertThat(ofThePupil()).isEqualTo("0\t0");
        assertThat(filesWithTheToken()).isEmpty();
    }

    @Test
    @Tag("long")
    void whoIsNoLongerBarredComesBackOnlyWhereTheRowsAreSentAgain() throws Exception {
        Path later = team(step(PUPIL, "2025-09-10", "2025-09-01;"));
        String erasure = erase(homes.school);
        send(homes.school, LESSONS, lessons(OTHER, "2026-03-03"));
        send(homes.social, TEAM, later);
        run(homes.receiver, 0, "receive");
        assertThat(ofThePupil()).isEqualTo("0\t0");
        undo(homes.school, erasure);
        send(homes.school, LESSONS, lessons(OTHER, "2026-03-04"));
        run(homes.receiver, 0, "receive");
        assertThat(ofThePupil()).as("nothing comes back by itself").isEqualTo("0\t0");
        send(homes.social, TEAM, later, "--again");
        run(homes.receiver, 0, "receive");
        assertThat(ofThePupil()).isEqualTo("0\t1");
    }

    @Test
    void aWithdrawalUnlinksTheRowsThatAreHereAndThoseThatComeLate() throws Exception {
        final String before = homes.receiver.query("SELECT count(), uniqExact(case_key) FROM core.support_case");
        InProcess.replace(
                ZoneHomes.settings(homes.receiver), "feeds: [" + TEAM + "]", "feeds: [" + TEAM + ", " + LIFECARE + "]");
        List<Path> taken = homes.batches();
        send(homes.social, TEAM, team(step(PUPIL, "2025-09-08", "2025-09-01;2026-12-31")));
        send(homes.social, TEAM, team(step(PUPIL, "2025-09-08", ";")));
        send(homes.social, LIFECARE, Path.of("sample-feeds/social-lifecare/ordinary/input"));
        List<Path> sent = new ArrayList<>(homes.batches());
        sent.removeAll(taken);
        assertThat(sent).hasSize(3);

        // The batch that withdraws is lost; another feed of the same sender says it too.
        run(homes.receiver, 0, "receive", "--input", sent.get(2).toString());
        assertThat(ofThePupil()).isEqualTo("1\t0");
        // One that was made before the withdrawal links nothing when it comes late.
        run(homes.receiver, 0, "receive", "--input", sent.get(0).toString());
        assertThat(ofThePupil()).isEqualTo("1\t0");
        assertThat(homes.receiver.query(
                        "SELECT countIf(is_linkable), uniqExact(person_pseudonym) FROM" + " core.support_case"))
                .isEqualTo("0\t2");
        assertThat(homes.receiver.query("SELECT count(), uniqExact(case_key) FROM core.support_case"))
                .isEqualTo(before);
    }

    @Test
    @Tag("long")
    void aWarehouseThatIsOlderIsErasedAnewAndAFileThatIsLostStopsEverything() throws Exception {
        Path storage = homes.receiver.home().resolve(".tvarsyn/warehouse");
        Path backup = folder.resolve("backup");
        copy(storage, backup);
        erase(homes.school);
        send(homes.school, LESSONS, lessons(OTHER, "2026-03-03"));
        run(homes.receiver, 0, "receive");
        // As after a kill between the file and the erasure, too: the file knows, the warehouse does not.
        try (Stream<Path> all = Files.walk(storage)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
        copy(backup, storage);
        assertThat(ofThePupil()).as("the backup is older").isEqualTo("1\t1");
        run(homes.receiver, 0, "receive");
        assertThat(ofThePupil()).isEqualTo("0\t0");
        assertThat(filesWithTheToken()).isEmpty();

        Path states = homes.receiver.home().resolve(".tvarsyn/barred/received");
        byte[] good = Files.readAllBytes(states);
        Files.delete(states);
        send(homes.social, TEAM, team(step(PUPIL, "2025-09-10", "2025-09-01;")));
        assertThat(run(homes.receiver, 1, "receive").err())
                .contains("older than the warehouse", "restore the newest backup");
        good[good.length - 1] ^= 1;
        Files.write(states, good);
        assertThat(run(homes.receiver, 1, "receive").err()).contains("does not open");
        good[good.length - 1] ^= 1;
        Files.write(states, good);
        run(homes.receiver, 0, "receive");
        assertThat(homes.receiver.newestDelivery()).isEqualTo("loaded\t1\t0\t0\t1\t0");

        Path pair = homes.receiver.home().resolve("keys/zone-receiver");
        Path replaced = Files.move(pair, pair.resolveSibling("zone-receiver.old"));
        run(homes.receiver, 0, "zone", "keys");
        run(homes.receiver, 0, "receive");
        Files.delete(replaced);
        run(homes.receiver, 0, "receive");
        assertThat(homes.receiver.everythingSaid()).doesNotContain(PUPIL.substring(2));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** Files of the receiver that hold the pupil's token: as text, as bytes in order, or as two little-endian halves. */
    private List<Path> filesWithTheToken() throws IOException {
        UUID uuid = UUID.fromString(token);
        List<String> forms = new ArrayList<>(List.of(token, token.replace("-", "")));
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            byte[] halves = ByteBuffer.allocate(16)
                    .order(order)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
            forms.add(new String(halves, StandardCharsets.ISO_8859_1));
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(homes.receiver.home())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (forms.stream().anyMatch(content::contains)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
