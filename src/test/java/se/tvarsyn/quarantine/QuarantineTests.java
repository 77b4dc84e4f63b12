package se.tvarsyn.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

class QuarantineTests {
    private static final DeliveryTicket TICKET = new DeliveryTicket(new UUID(17, 4), "school-lesson-csv", 1);
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final String ID = TICKET.id() + ".";

    @TempDir
    private Path home = Path.of("");

    private static SecretKey key(UUID delivery) {
        return new SecretKeySpec(
                ByteBuffer.allocate(32)
                        .putLong(42)
                        .putLong(delivery.getMostSignificantBits())
                        .putLong(delivery.getLeastSignificantBits())
                        .array(),
                "AES");
    }

    private Quarantine quarantine(Instant now) {
        return new Quarantine(home, QuarantineTests::key, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static RejectedRecord rejected(long line) {
        return new RejectedRecord(
                new Rejection("elev-20100101-2382.csv", line, "datum", "malformed-date", "write YYYY-MM-DD"),
                "{\"personnummer\":\"201001012382\",\"rad\":" + line + "}");
    }

    private static void deliver(Quarantine quarantine, DeliveryTicket ticket, int count) throws IOException {
        quarantine.begin(ticket);
        for (int batch = 0; batch * 2 < count; batch++) {
            List<RejectedRecord> records = new ArrayList<>();
            for (int i = batch * 2; i < Math.min(count, batch * 2 + 2); i++) {
                records.add(rejected(i + 2));
            }
            quarantine.put(new BatchOrigin(ticket, "a.csv", batch), records);
        }
        quarantine.commit(ticket);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void showsWhereAndWhyInClearAndThePayloadOnDemand() throws Exception {
        Quarantine quarantine = quarantine(START);
        deliver(quarantine, TICKET, 3);
        assertThat(quarantine.list(10))
                .extracting(QuarantinedRecord::id)
                .containsExactly(ID + "0.0", ID + "0.1", ID + "1.0");
        QuarantinedRecord first = quarantine.list(1).get(0);
        assertThat(first.feed()).isEqualTo("school-lesson-csv");
        assertThat(first.deliveryId()).isEqualTo(TICKET.id());
        assertThat(first.at()).isEqualTo(START);
        assertThat(first.discarded()).isNull();
        assertThat(first.rejection().message())
                .isEqualTo("elev-#############.csv:2: datum: malformed-date: write YYYY-MM-DD");
        assertThat(quarantine.show(ID + "1.0")).isEqualTo(rejected(4).payload());
    }

    @Test
    void holdsNoNumberInAnyFileOrName() throws Exception {
        deliver(quarantine(START), TICKET, 100);
        for (Path file : files()) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(content).doesNotContain("2382", "personnummer");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void replacesTheFileOfADeliveryThatComesAgain() throws Exception {
        Quarantine quarantine = quarantine(START);
        deliver(quarantine, TICKET, 5);
        deliver(quarantine, TICKET, 3);
        assertThat(quarantine.list(10)).hasSize(3);
        deliver(quarantine, TICKET, 0);
        assertThat(quarantine.list(10)).isEmpty();
    }

    @Test
    void countsWhoeverAsksAgainWhatIsThereNow() throws Exception {
        Quarantine quarantine = quarantine(START);
        RejectionCounts counts = new RejectionCounts(home);
        DeliveryTicket other = new DeliveryTicket(new UUID(17, 5), "leisure-dak", 2);
        assertThat(counts.all()).isEmpty();
        deliver(quarantine, TICKET, 5);
        deliver(quarantine, other, 2);
        assertThat(counts.all()).extracting(QuarantineSummary::open).containsExactly(2L, 5L);
        assertThat(counts.all()).isEqualTo(quarantine.summaries(QuarantineChoice.all()));
        quarantine.discard(ID + "0.1", "anna");
        assertThat(counts.all()).isEqualTo(quarantine.summaries(QuarantineChoice.all()));
        assertThat(counts.all().get(1).discarded()).isEqualTo(1);
        deliver(quarantine, TICKET, 3);
        assertThat(counts.all()).isEqualTo(quarantine.summaries(QuarantineChoice.all()));
        for (Path file : files()) {
            if (file.toString().contains("leisure-dak")) {
                Files.delete(file);
            }
        }
        assertThat(counts.all()).extracting(QuarantineSummary::feed).containsExactly("school-lesson-csv");
    }

    @Test
    void keepsTheLastTimeUntilTheNewOneIsWhole() throws Exception {
        deliver(quarantine(START), TICKET, 5);
        Quarantine crashed = quarantine(START);
        crashed.begin(TICKET);
        crashed.put(new BatchOrigin(TICKET, "a.csv", 0), List.of(rejected(9)));
        Quarantine restarted = quarantine(START);
        assertThat(restarted.list(10)).hasSize(5);
        restarted.begin(TICKET);
        restarted.abort(TICKET);
        assertThat(restarted.list(10)).hasSize(5);
        deliver(restarted, TICKET, 2);
        assertThat(restarted.list(10)).hasSize(2);
        assertThat(files().stream().map(Path::toString).filter(file -> !file.endsWith("lock")))
                .hasSize(1);
    }

    @Test
    void takesABatchThatIsRetriedOnce() throws Exception {
        Quarantine quarantine = quarantine(START);
        quarantine.begin(TICKET);
        quarantine.put(new BatchOrigin(TICKET, "a.csv", 0), List.of(rejected(2)));
        quarantine.put(new BatchOrigin(TICKET, "a.csv", 0), List.of(rejected(2)));
        quarantine.commit(TICKET);
        assertThat(quarantine.list(10)).hasSize(1);
    }

    @Test
    void refusesADeliveryThatHasNotBegun() {
        Quarantine quarantine = quarantine(START);
        assertThatThrownBy(() -> quarantine.put(new BatchOrigin(TICKET, "a.csv", 0), List.of(rejected(2))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> quarantine.commit(TICKET)).isInstanceOf(IllegalStateException.class);
        DeliveryTicket outside = new DeliveryTicket(new UUID(1, 1), "../outside", 1);
        assertThatThrownBy(() -> quarantine.begin(outside)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void discardsThePayloadAndKeepsTheMark() throws Exception {
        Quarantine quarantine = quarantine(START);
        deliver(quarantine, TICKET, 3);
        quarantine.discard(ID + "0.1", "anna");
        QuarantinedRecord.Discard mark = quarantine.list(10).get(1).discarded();
        assertThat(mark).isEqualTo(new QuarantinedRecord.Discard("anna", START));
        assertThatThrownBy(() -> quarantine.show(ID + "0.1"))
                .isInstanceOf(NotInQuarantine.class)
                .hasMessageContaining("discarded");
        assertThat(quarantine.show(ID + "0.0")).isNotEmpty();
        quarantine(START.plusSeconds(9)).discard(ID + "0.1", "bo");
        assertThat(quarantine.list(10).get(1).discarded()).isEqualTo(mark);
    }

    @Test
    void doesNotBringADiscardedPayloadBackWithTheDelivery() throws Exception {
        Quarantine quarantine = quarantine(START);
        deliver(quarantine, TICKET, 3);
        quarantine.begin(TICKET);
        quarantine.put(new BatchOrigin(TICKET, "a.csv", 0), List.of(rejected(2), rejected(3)));
        quarantine.discard(List.of(ID + "0.0"), "anna");
        quarantine.commit(TICKET);
        assertThatThrownBy(() -> quarantine.show(ID + "0.0")).isInstanceOf(NotInQuarantine.class);
        deliver(quarantine, TICKET, 3);
        assertThatThrownBy(() -> quarantine.show(ID + "0.0")).isInstanceOf(NotInQuarantine.class);
        assertThat(quarantine.show(ID + "0.1")).isNotEmpty();
    }

    @Test
    void destroysPayloadsAfterTheRetention() throws Exception {
        deliver(quarantine(START), TICKET, 3);
        DeliveryTicket later = new DeliveryTicket(new UUID(17, 5), "leisure-dak", 2);
        deliver(quarantine(START.plus(Duration.ofDays(20))), later, 1);
        Quarantine afterwards = quarantine(START.plus(Duration.ofDays(30)).plusSeconds(1));
        assertThat(quarantine(START.plus(Duration.ofDays(30))).expire(Quarantine.DEFAULT_RETENTION))
                .isZero();
        assertThat(afterwards.expire(Quarantine.DEFAULT_RETENTION)).isEqualTo(3);
        assertThat(afterwards.expire(Quarantine.DEFAULT_RETENTION)).isZero();
        assertThatThrownBy(() -> afterwards.show(ID + "0.0")).isInstanceOf(NotInQuarantine.class);
        assertThat(afterwards.show(later.id() + ".0.0")).isNotEmpty();
        assertThat(afterwards.list(10)).hasSize(4);
    }

    @Test
    void saysWhyARecordCannotBeShown() throws Exception {
        Quarantine quarantine = quarantine(START);
        deliver(quarantine, TICKET, 1);
        assertThatThrownBy(() -> quarantine.show("20100101-2382"))
                .isInstanceOf(NotInQuarantine.class)
                .hasMessageNotContaining("2382");
        assertThatThrownBy(() -> quarantine.show(ID + "0.9")).isInstanceOf(NotInQuarantine.class);
        assertThatThrownBy(() -> quarantine.show(new UUID(1, 1) + ".0.0")).isInstanceOf(NotInQuarantine.class);
        assertThatThrownBy(() -> quarantine.discard(ID + "0.9", "anna")).isInstanceOf(NotInQuarantine.class);
        Quarantine elsewhere = new Quarantine(home, id -> key(new UUID(9, 9)), Clock.systemUTC());
        assertThatThrownBy(() -> elsewhere.show(ID + "0.0"))
                .isInstanceOf(NotInQuarantine.class)
                .hasMessageContaining("key");
    }

    @Test
    void emptiesThePayloadsOfABatchOnItsWay() throws Exception {
        Quarantine quarantine = quarantine(START);
        quarantine.begin(TICKET);
        IdentifiedBatch batch = new IdentifiedBatch(
                new BatchOrigin(TICKET, "a.csv", 0),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(rejected(2)),
                1,
                0,
                Map.of());
        IdentifiedBatch out = new QuarantineRejected(quarantine).quarantineRejected(batch);
        quarantine.commit(TICKET);
        assertThat(out.rejected()).hasSize(1);
        assertThat(out.rejected().get(0).payload()).isEmpty();
        assertThat(out.rejected().get(0).rejection().line()).isEqualTo(2);
        assertThat(out.rejected().get(0).rejection().document()).doesNotContain("2382");
        assertThat(quarantine.show(ID + "0.0")).isEqualTo(rejected(2).payload());
    }
}
