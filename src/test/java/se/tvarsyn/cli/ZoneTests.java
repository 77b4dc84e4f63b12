package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.tvarsyn.cli.ZoneHomes.LESSONS;
import static se.tvarsyn.cli.ZoneHomes.LIFECARE;
import static se.tvarsyn.cli.ZoneHomes.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.WrongKey;
import se.tvarsyn.simulation.LessonBench;

/** Two agencies that send and one home that receives: docs/zones.md. */
class ZoneTests {
    private static final String A = "201203202385;48392017;8;F;2026-03-02;08:10;60;60;SJUK";
    private static final String B = "201203202385;48392017;8;F;2026-03-03;08:10;60;0;";
    private static final String ROWS = "SELECT * EXCEPT (delivery_id) FROM ";
    private static final String DELIVERIES = "SELECT count(), sum(read_count), sum(accepted_count) FROM ops.delivery";

    @TempDir
    private Path folder;

    private static String attendance(InProcess home) {
        return home.query(ROWS + "core.attendance ORDER BY source_key");
    }

    private static String events(InProcess home) {
        return home.query(ROWS + "core.social_event ORDER BY source_key");
    }

    private void send(InProcess home, String feed, Path input, String... more) {
        String[] arguments = Stream.concat(Stream.of("send", feed, "--input", input.toString()), Stream.of(more))
                .toArray(String[]::new);
        assertThat(home.run(arguments).exit()).as(home.everythingSaid()).isIn(0, 1);
    }

    private Path lessons(String name, String... rows) throws IOException {
        return InProcess.lessons(folder.resolve(name), rows);
    }

    @Test
    void givesTheRowsThatOneHomeWouldHaveLoaded() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        InProcess single = homes.single();
        Path school = Path.of("sample-feeds/school-lesson-csv");
        Path social = Path.of("sample-feeds/social-lifecare");
        Path lessons = Files.createDirectory(folder.resolve("lessons"));
        Files.copy(school.resolve("plain/input.csv"), lessons.resolve("1.csv"));
        Files.copy(school.resolve("corrected-in-a-later-file/input-1.csv"), lessons.resolve("2.csv"));
        Files.copy(school.resolve("corrected-in-a-later-file/input-2.csv"), lessons.resolve("3.csv"));
        Files.copy(school.resolve("malformed-required-field/input.csv"), lessons.resolve("4.csv"));
        send(homes.school, LESSONS, lessons);
        single.load(LESSONS, lessons);
        run(homes.receiver, 0, "receive");
        for (Path input : List.of(social.resolve("ordinary/input"), social.resolve("protected/input"))) {
            send(homes.social, LIFECARE, input);
            single.load(LIFECARE, input);
        }
        run(homes.receiver, 0, "receive");
        assertThat(attendance(homes.receiver)).isNotEmpty().isEqualTo(attendance(single));
        assertThat(events(homes.receiver)).isNotEmpty().isEqualTo(events(single));
        String ledger = "SELECT feed, sequence, status, read_count, accepted_count, rejected_count, protected_count,"
                + " skipped_count, unlinked_count, unmapped_unit_count FROM ops.delivery ORDER BY sequence";
        assertThat(homes.receiver.query(ledger)).isEqualTo(single.query(ledger));
        String reasons = "SELECT reason, field, sum(rejected_count) FROM ops.delivery_reason GROUP BY ALL ORDER BY ALL";
        assertThat(homes.receiver.query(reasons)).isNotEmpty().isEqualTo(single.query(reasons));
        assertThat(homes.receiver.query("SELECT uniqExact(sender), count() FROM ops.received_batch"))
                .isEqualTo("2\t6");
        // The sending homes hold no rows.
        assertThat(homes.school.query("SELECT count() FROM core.attendance")).isEqualTo("0");
        String before = attendance(homes.receiver) + homes.receiver.query(DELIVERIES);
        run(homes.receiver, 0, "receive", "--input", homes.exchange.toString());
        assertThat(attendance(homes.receiver) + homes.receiver.query(DELIVERIES))
                .isEqualTo(before);
        send(homes.school, LESSONS, lessons);
        assertThat(homes.batches()).hasSize(6);
        // What the officer signs says "one home" only where it is true.
        assertThat(document(homes.receiver)).doesNotContain("ett hem");
        assertThat(document(single)).contains("ett hem");
    }

    private String document(InProcess home) throws IOException {
        Path documents = folder.resolve("documents");
        assertThat(home.run("docs", "--output", documents.toString()).exit()).isZero();
        return Files.readString(documents.resolve("dataskydd.html"));
    }

    @Test
    void takesABatchOnceUnderAnyName() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        send(homes.school, LESSONS, lessons("a.csv", A, B));
        Path batch = homes.batches().get(0);
        Path copy = Files.copy(batch, folder.resolve("copy.tvb"));
        assertThat(run(homes.receiver, 0, "receive").out()).contains(LESSONS);
        assertThat(homes.exchange.resolve(batch.getFileName() + ".taken")).exists();
        String rows = attendance(homes.receiver) + homes.receiver.query(DELIVERIES);
        assertThat(run(homes.receiver, 0, "receive", "--input", copy.toString()).out())
                .contains("1 of 1 deliveries were loaded before");
        assertThat(run(homes.receiver, 0, "receive").out()).contains("nothing to take");
        assertThat(attendance(homes.receiver) + homes.receiver.query(DELIVERIES))
                .isEqualTo(rows);
    }

    @Test
    @Tag("long")
    void refusesEveryChangedFileAndLoadsNothingOfIt() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        send(homes.school, LESSONS, lessons("a.csv", A, B));
        byte[] good = Files.readAllBytes(homes.batches().get(0));
        Path changed = folder.resolve("changed.tvb");
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 4;
        byte[] ofHeader = good.clone();
        ofHeader[12] ^= 1;
        byte[] ofReceiver = good.clone();
        ofReceiver[20] ^= 1;
        Object[][] cases = {
            {flipped, "does not bear the signature of sender 'skola'"},
            {java.util.Arrays.copyOf(good, good.length - 1), "does not bear the signature of sender 'skola'"},
            {java.util.Arrays.copyOf(good, 30), "is no batch of a zone"},
            {new byte[0], "is no batch of a zone"},
            {"personnummer;201203202385\n".getBytes(StandardCharsets.UTF_8), "is no batch of a zone"},
            {ofHeader, "whose key is not named here"},
            {ofReceiver, "was made for another receiver"},
        };
        for (Object[] one : cases) {
            Files.write(changed, (byte[]) one[0]);
            assertThat(run(homes.receiver, 1, "receive", "--input", changed.toString())
                            .err())
                    .contains("changed.tvb: ")
                    .contains((String) one[1])
                    .doesNotContain("201203202385");
        }
        assertThat(homes.receiver.query(DELIVERIES)).startsWith("0\t");
        assertThat(homes.receiver.query("SELECT count() FROM ops.received_batch"))
                .isEqualTo("0");
        // A bad file does not stand in the way of the good one beside it.
        Files.write(homes.exchange.resolve("0-bad.tvb"), flipped);
        assertThat(run(homes.receiver, 1, "receive").out()).contains(LESSONS);
        assertThat(homes.receiver.query(DELIVERIES)).startsWith("1\t2\t");
    }

    @Test
    @Tag("long")
    void refusesAFeedThatIsNotItsSenders() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        send(homes.social, LESSONS, lessons("a.csv", A, B));
        assertThat(run(homes.receiver, 1, "receive").err())
                .contains("holds feed 'school-lesson-csv', which sender 'social' may not send");
        InProcess.replace(
                ZoneHomes.settings(homes.receiver),
                "feeds: [" + LIFECARE + "]",
                "feeds: [" + LIFECARE + ", " + LESSONS + "]");
        assertThat(run(homes.receiver, 1, "receive").err())
                .contains("is sender '")
                .contains("'s already");
        InProcess.replace(ZoneHomes.settings(homes.receiver), "feeds: [" + LESSONS + "]", "feeds: []");
        InProcess.replace(ZoneHomes.settings(homes.receiver), "  - {feed: " + LESSONS + ", trial: true}\n", "");
        assertThat(run(homes.receiver, 1, "receive").err()).contains("has no legal basis here that is valid today");
        assertThat(homes.receiver.query(DELIVERIES)).startsWith("0\t");
    }

    @Test
    @Tag("long")
    void refusesTokensOfAnotherKeyOrPurpose() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        send(homes.school, LESSONS, lessons("a.csv", A));
        run(homes.receiver, 0, "receive");
        // The social services' own key of the purpose: its tokens would join nobody.
        homes.social.importKey(folder, "uppfoljning", "1234".repeat(16));
        send(homes.social, LIFECARE, Path.of("sample-feeds/social-lifecare/ordinary/input"));
        assertThat(run(homes.receiver, 1, "receive").err())
                .contains("another key of domain uppfoljning (version 1) than those that are here");
        assertThat(homes.receiver.query("SELECT count() FROM core.social_event"))
                .isEqualTo("0");
        InProcess.replace(ZoneHomes.settings(homes.receiver), "purpose: uppfoljning", "purpose: annat");
        send(homes.school, LESSONS, lessons("b.csv", B));
        assertThat(run(homes.receiver, 1, "receive").err())
                .contains("was made for purpose 'uppfoljning', and this home is for 'annat'");
    }

    @Test
    void keepsTheSendersOrderWhateverArrivesFirst() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        send(homes.school, LESSONS, lessons("a.csv", A));
        send(homes.school, LESSONS, lessons("b.csv", A.replace(";60;SJUK", ";20;SJUK"), B));
        List<Path> sent = homes.batches();
        run(homes.receiver, 0, "receive", "--input", sent.get(1).toString());
        String newest = attendance(homes.receiver);
        assertThat(run(homes.receiver, 1, "receive", "--input", sent.get(0).toString())
                        .err())
                .contains("is older than a batch of the same feed")
                .contains("--again");
        assertThat(attendance(homes.receiver)).isEqualTo(newest);
        // Sent again it may come, and stands where it stood: the correction stays.
        send(homes.school, LESSONS, folder.resolve("a.csv"), "--again");
        assertThat(homes.batches()).hasSize(3);
        run(homes.receiver, 0, "receive", "--input", homes.batches().get(2).toString());
        assertThat(attendance(homes.receiver)).isEqualTo(newest);
        assertThat(homes.receiver.query(
                        "SELECT groupArray(sequence) FROM (SELECT * FROM ops.delivery ORDER BY sequence)"))
                .isEqualTo("[1,2]");
        // Both are here now: old copies change nothing.
        run(homes.receiver, 0, "receive", "--input", sent.get(1).toString());
        assertThat(run(homes.receiver, 1, "receive", "--input", sent.get(0).toString())
                        .err())
                .contains("is older than");
        assertThat(attendance(homes.receiver)).isEqualTo(newest);
    }

    @Test
    void takesBackWhatACompleteDeliveryNoLongerHas() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        send(homes.school, LESSONS, lessons("a.csv", A, B));
        send(homes.school, LESSONS, lessons("b.csv", B), "--complete");
        run(homes.receiver, 0, "receive");
        assertThat(homes.receiver.query("SELECT count(), min(attended_on) FROM core.attendance"))
                .isEqualTo("1\t2026-03-03");
        assertThat(homes.receiver.query("SELECT state, gone_count FROM ops.delivery_claim"))
                .isEqualTo("settled\t1");
        send(homes.school, LESSONS, lessons("bad.csv", "x;48392017;8;F;2026-03-02;08:10;60;60;SJUK"), "--complete");
        assertThat(run(homes.receiver, 1, "receive").err()).contains("--accept-removals");
        assertThat(homes.receiver.newestDelivery()).startsWith("held");
        run(homes.receiver, 0, "receive", "--accept-removals");
        assertThat(homes.receiver.newestDelivery()).startsWith("loaded");
        assertThat(homes.receiver.query("SELECT count() FROM core.attendance")).isEqualTo("0");
    }

    @Test
    @Timeout(300)
    void loadsABatchOnceWhereTheReceiverIsKilled() throws Exception {
        int rows = 200_000;
        Path input = folder.resolve("lessons.csv");
        LessonBench.write(input, rows);
        ZoneHomes homes = new ZoneHomes(folder);
        send(homes.school, LESSONS, input);
        run(homes.receiver, 0, "status");
        long[] waits = {0, 40, 120};
        int interrupted = 0;
        for (long wait : waits) {
            Process child = homes.receiver.start(folder.resolve("said.txt").toFile(), "-Xmx256m", "receive");
            // The first delivery stands in the ledger's files as soon as loading begins: from there on at some moment.
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (child.isAlive() && size(homes.receiver) < 300_000 && System.nanoTime() < until) {
                child.waitFor(5, TimeUnit.MILLISECONDS);
            }
            child.waitFor(wait, TimeUnit.MILLISECONDS);
            interrupted += child.isAlive() ? 1 : 0;
            child.destroyForcibly().waitFor();
        }
        assertThat(interrupted).as("kills before the end").isPositive();
        run(homes.receiver, 0, "receive");
        InProcess single = homes.single();
        assertThat(single.load(LESSONS, input).exit()).isZero();
        String sums = "SELECT count(), sum(offered_minutes), uniqExact(source_key), sum(version),"
                + " sum(cityHash64(person_pseudonym, source_key, present_minutes)) FROM core.attendance";
        assertThat(homes.receiver.query(sums)).startsWith(rows + "\t").isEqualTo(single.query(sums));
        assertThat(homes.receiver.newestDelivery()).isEqualTo("loaded\t" + rows + "\t" + rows + "\t0\t0\t0");
    }

    private static long size(InProcess home) throws IOException {
        try (Stream<Path> files = Files.walk(home.home().resolve(".tvarsyn/warehouse"))) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        } catch (java.io.UncheckedIOException gone) {
            return 0;
        }
    }

    @Test
    @Tag("long")
    void keepsABatchWhereTheWayIsClosed() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        homes.way(
                homes.school,
                "  sftp: sftp://nobody@127.0.0.1:1/in\n  known-hosts-file: keys/none\n  password-file: keys/none\n");
        assertThat(homes.school
                        .run("send", LESSONS, "--input", lessons("a.csv", A).toString())
                        .exit())
                .isEqualTo(3);
        homes.way(homes.school, "  directory: " + homes.exchange + "\n");
        send(homes.school, LESSONS, lessons("b.csv", B));
        assertThat(homes.batches()).hasSize(2);
        run(homes.receiver, 0, "receive");
        assertThat(homes.receiver.query(DELIVERIES)).startsWith("2\t2\t");
    }

    @Test
    void canComputeNoTokenInTheReceivingHome() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        Path input = lessons("a.csv", A, B);
        send(homes.school, LESSONS, input);
        run(homes.receiver, 0, "receive");
        try (Stream<Path> keys = Files.list(homes.receiver.home().resolve("keys"))) {
            assertThat(keys.map(f -> f.getFileName().toString())).containsExactly("zone-receiver");
        }
        // Neither in bytes nor in the forms in which keys are written.
        byte[] password = Files.readAllBytes(homes.school.home().resolve("keys/password"));
        String signing = Files.readAllLines(homes.school.home().resolve("keys/zone-sender"))
                .get(1);
        List<String> secrets = new ArrayList<>(KeyForms.of(ZoneHomes.PURPOSE_KEY));
        secrets.add(new String(password, StandardCharsets.ISO_8859_1).strip());
        secrets.add(signing);
        secrets.add(new String(Base64.getDecoder().decode(signing), StandardCharsets.ISO_8859_1).strip());
        KeyForms.areInNoFile(homes.receiver.home(), secrets);
        // No part of the program makes a token here: there is nothing to make it with.
        assertThatThrownBy(() -> KeyStoreFile.open(homes.receiver.home(), false, Clock.systemUTC()))
                .isInstanceOf(WrongKey.class);
        for (String[] command : new String[][] {
            {"load", LESSONS, "--input", input.toString()},
            {"preview", LESSONS, "--input", input.toString()},
            {"run", LESSONS},
        }) {
            assertThat(run(homes.receiver, 1, command).err()).contains("this home receives batches only");
        }
        run(homes.receiver, 0, "init");
        assertThat(KeyStoreFile.exists(homes.receiver.home())).isFalse();
        assertThat(run(homes.receiver, 1, "send", LESSONS, "--input", input.toString())
                        .err())
                .contains("'send' needs zone: {role: sender");
        KeyStoreFile.create(homes.receiver.home(), "uppfoljning", List.of(LESSONS), false, Clock.systemUTC());
        assertThat(run(homes.receiver, 1, "receive").err()).contains("this home holds keys of tokens");
        assertThat(run(homes.school, 1, "load", LESSONS, "--input", input.toString())
                        .err())
                .contains("use ./tvarsyn send");
    }

    @Test
    void bringsNothingThatNamesSomebodyIntoTheReceivingHome() throws Exception {
        ZoneHomes homes = new ZoneHomes(folder);
        String row = Markers.NUMBER + ";48392017;8;F;2026-03-02;08:10;60;60;" + Markers.REASON;
        Path inputs = Files.createDirectory(folder.resolve("inputs"));
        InProcess.lessons(
                inputs.resolve(Markers.NAME + ".csv"),
                row,
                row.replace("48392017", Markers.NAME),
                row.replace("08:10", Markers.SECRET),
                Markers.NUMBER.substring(0, 11) + "6;" + row);
        InProcess.lessons(inputs.resolve(Markers.NUMBER + ".csv"), row.replace("08:10", "09:10"), "x;" + row);
        send(homes.school, LESSONS, inputs);
        Markers markers = new Markers();
        assertThat(homes.batches()).hasSize(2);
        for (Path batch : homes.batches()) {
            assertThat(markers.in(Files.readAllBytes(batch))).isEmpty();
            assertThat(markers.in(batch.getFileName().toString())).isEmpty();
        }
        run(homes.receiver, 0, "--debug", "receive");
        assertThat(homes.receiver.query("SELECT count() FROM core.attendance")).isEqualTo("2");
        assertThat(markers.below(homes.receiver.home()))
                .as("files of the receiver")
                .isEmpty();
        assertThat(markers.in(homes.receiver.everythingSaid())).isEmpty();
        // A hash of the input could be guessed number by number: what travels is keyed.
        String here = homes.school.query("SELECT groupArray(content_hash), groupArray(delivery_id) FROM ops.delivery");
        for (String hash : here.replaceAll("[\\[\\]'\t]", ",").split(",")) {
            assertThat(hash.isEmpty()
                            || !homes.receiver
                                    .query("SELECT * FROM ops.delivery")
                                    .contains(hash))
                    .isTrue();
        }
    }
}
