package se.tvarsyn.zones;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.canonical.AbsenceNotice;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.AttendancePeriod;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.CareDay;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FacilityBooking;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Grade;
import se.tvarsyn.canonical.LeisureVisit;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.PupilTerm;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.canonical.Resource;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.canonical.SocialEvent;
import se.tvarsyn.canonical.SupportStep;
import se.tvarsyn.operations.KeyMark;
import se.tvarsyn.source.SourceDocument;
import se.tvarsyn.zones.ZonePublicKey.Role;

/** Batches to try: two ends, facts, and rows of every table. */
final class Batches {
    static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    static final DeliveryTicket TICKET = new DeliveryTicket(new UUID(1, 2), "school-lesson-csv", 7);

    static final StandingState STANDING = StandingState.of(
            List.of(token(9), token(8)),
            List.of(
                    new StandingState.Unlinked(token(10), token(11), 1, null),
                    new StandingState.Unlinked(token(12), token(13), 2, DAY)));

    final ZoneKeys sender = ZoneKeys.draw(Role.SENDER);
    final ZoneKeys receiver = ZoneKeys.draw(Role.RECEIVER);
    final KnownSender known = new KnownSender("skola", sender.publicKey(), Set.of("school-lesson-csv"));

    Map<String, KnownSender> senders() {
        return Map.of(sender.publicKey().id(), known);
    }

    static BatchFacts facts() {
        return new BatchFacts(
                12,
                "3f0c",
                7,
                TICKET.id(),
                TICKET.feed(),
                "file",
                "ab".repeat(32),
                "cd".repeat(32),
                "uppfoljning",
                List.of(new KeyMark("uppfoljning", 1, "00aabbcc")),
                List.of(new BatchFacts.Claim(FactTable.ATTENDANCE, DAY, DAY.plusDays(1))));
    }

    static Pseudonym token(long i) {
        return new Pseudonym(i << 16 | 0x8000L, i | 0x8000000000000000L);
    }

    /** One fact of every table, with and without what may be missing. */
    static List<Fact> facts(int i) {
        boolean isFull = i % 2 == 0;
        return List.of(
                new Attendance(
                        "12345678", isFull ? 8 : null, Sex.F, DAY, 60, 40, 20, 0, 0, 0, isFull ? 5 : null, true, true),
                new AttendancePeriod(
                        "12345678", null, Sex.U, DAY, DAY, isFull ? 600 : null, null, 0, 0, 0, 0, 0, null, null),
                new AbsenceNotice("", "sjuk", DAY, DAY),
                new PupilTerm(
                        "12345678", "GR", isFull ? 3 : null, Sex.M, isFull ? 2015 : null, isFull ? DAY : null, null),
                new CareDay("12345678", "FS", DAY, 300, true),
                new Grade(
                        "12345678",
                        "GR",
                        "MA",
                        "C",
                        isFull ? DAY : null,
                        "VT",
                        isFull ? 2026 : null,
                        true,
                        false,
                        false),
                new SupportStep("12345678", "Norr", "modell", "1", "inskrivning", DAY, isFull ? DAY : null, null, ""),
                new SocialEvent(SocialEvent.Kind.SERVICE, "stöd", DAY, isFull ? DAY : null, isFull ? true : null),
                new LeisureVisit("802", "fotboll", DAY, 90, "0180"),
                new FacilityBooking("h1", "hall", "802", "fotboll", "Norr", DAY, 60),
                new Resource(
                        "Norr",
                        2026,
                        "effort",
                        "kurator",
                        "",
                        isFull ? new BigDecimal("1.50") : null,
                        null,
                        isFull ? 4 : null));
    }

    static PseudonymousBatch rows(int ordinal, int count) {
        List<PseudonymousRecord> records = new ArrayList<>();
        for (int i = 0; records.size() < count; i++) {
            for (Fact fact : facts(i)) {
                records.add(new PseudonymousRecord(
                        i,
                        fact.table().hasPerson() ? token(i) : null,
                        fact.table().hasPerson() ? 1 : 0,
                        i % 3 != 0,
                        token(1_000_000L * ordinal + records.size()),
                        null,
                        null,
                        i % 2 == 0 ? null : 1_700_000_000_000L + i,
                        false,
                        fact));
            }
        }
        return new PseudonymousBatch(
                new BatchOrigin(TICKET, "anna-andersson.csv", ordinal),
                records.subList(0, count),
                List.of(new PseudonymousBatch.ClearedGroup(3, FactTable.LEISURE_VISIT, token(4), null, false)),
                List.of(new PseudonymousBatch.WithdrawnRow(
                        4, FactTable.ATTENDANCE, token(5), token(6), null, null, true)),
                List.of(new PseudonymousBatch.KeptRow(FactTable.GRADE, token(7))),
                List.of(token(8)),
                List.of(new Rejection("anna-andersson.csv", 9, "datum", "invalid-date", "write YYYY-MM-DD")),
                count + 3L,
                1,
                1,
                Map.of("person", 5L));
    }

    byte[] batch(PseudonymousBatch... blocks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, blocks);
        return bytes.toByteArray();
    }

    void write(OutputStream to, PseudonymousBatch... blocks) throws IOException {
        try (OutgoingBatch out = new OutgoingBatch(to, sender, receiver.publicKey(), facts())) {
            for (PseudonymousBatch block : blocks) {
                out.add(block.carriedUnder(TICKET));
            }
            out.finish(STANDING);
        }
    }

    ProvenBatch proven(byte[] bytes) throws BatchRefused, IOException {
        return ProvenBatch.of(new InMemory(bytes), receiver, senders());
    }

    record InMemory(byte[] bytes) implements SourceDocument {
        @Override
        public String name() {
            return "batch.tvb";
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
