package se.tvarsyn.pseudonymization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.GroupClearing;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.IdentityNumber;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.consent.ConsentMemory;

class PseudonymizeTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final byte[] KEY =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final byte[] FEED_KEY =
            HexFormat.of().parseHex("202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f");
    private static final String FEED = "school-lesson-csv";
    private static final String DOMAIN = "uppfoljning/src:" + FEED;
    private static final Attendance LESSON =
            new Attendance("17340021", 9, Sex.F, LocalDate.of(2026, 1, 12), 60, 60, 0, 0, 0, 0, null, true, true);
    private static final TokenKeys KEYS = new TokenKeys(
            "uppfoljning",
            Map.of(
                    "uppfoljning",
                    KeyChain.of(new TokenKey("uppfoljning", 1, KEY)),
                    DOMAIN,
                    KeyChain.of(new TokenKey(DOMAIN, 1, FEED_KEY)),
                    "uppfoljning/src:leisure-dak",
                    TokenKeys.drawn("uppfoljning", List.of("leisure-dak")).ofFeed("leisure-dak")));

    private static final TokenKey MARK_KEY =
            new TokenKey("barred", 1, HexFormat.of().parseHex("40".repeat(31) + "41"));

    private final Pseudonymize pseudonymize = pseudonymize();

    private static Pseudonymize pseudonymize() {
        return new Pseudonymize(KEYS, MARK_KEY, BarredList.ofOneRun(), MARK_KEY, ConsentMemory.ofOneRun());
    }

    static PersonReference person(@Nullable String number, @Nullable String sourceId) {
        return new PersonReference(Objects.requireNonNull(IdentityNumber.read(number, TODAY)), sourceId, false);
    }

    static IdentifiedRecord record(PersonReference person, String naturalKey, boolean isKeyedByPerson) {
        return new IdentifiedRecord(2, person, naturalKey, isKeyedByPerson, null, null, false, LESSON);
    }

    static IdentifiedBatch batch(String feed, List<IdentifiedRecord> records) {
        DeliveryTicket ticket = new DeliveryTicket(new UUID(1, feed.hashCode()), feed, 1);
        return new IdentifiedBatch(
                new BatchOrigin(ticket, "a.csv", 0),
                records,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                records.size(),
                0,
                Map.of());
    }

    private PseudonymousRecord one(PersonReference person, String naturalKey, boolean isKeyedByPerson) {
        return pseudonymize
                .pseudonymize(batch(FEED, List.of(record(person, naturalKey, isKeyedByPerson))))
                .records()
                .get(0);
    }

    private static Pseudonym token(String domain, String type, String value) {
        return new TokenMaker(Objects.requireNonNull(KEYS.byDomain().get(domain)), type).token(value);
    }

    @Test
    void namesPersonnummerAndSamordningsnummerByPurpose() {
        assertThat(one(person("20000101-2384", null), "k", false).person())
                .hasToString("bb3f6887-6c21-8aea-a178-21946f97c00f");
        PseudonymousRecord coordinated = one(person("191401682396", "7"), "k", false);
        assertThat(coordinated.person()).isEqualTo(token("uppfoljning", "pnr", "191401682396"));
        assertThat(coordinated.isLinkable()).isTrue();
        assertThat(coordinated.keyVersion()).isEqualTo(1);
    }

    @Test
    void namesEveryoneElseWithinTheirFeed() {
        for (String number : new @Nullable String[] {"20000101T220", "20130101TF01", "okand", null}) {
            PseudonymousRecord scoped = one(person(number, "id-7"), "k", false);
            assertThat(scoped.person()).isEqualTo(token(DOMAIN, "src", "id-7"));
            assertThat(scoped.isLinkable()).isFalse();
        }
        assertThat(one(person("20130101-tf01", null), "k", false).person())
                .isEqualTo(token(DOMAIN, "src", "20130101TF01"));
        assertThat(one(person("000101-T220", null), "k", false).person())
                .isEqualTo(token(DOMAIN, "src", "20000101T220"));
    }

    @Test
    void keepsTheSameTfNumberOfTwoFeedsApart() {
        Pseudonym here = one(person("20130101TF10", null), "k", false).person();
        Pseudonym there = pseudonymize
                .pseudonymize(batch("leisure-dak", List.of(record(person("20130101TF10", null), "k", false))))
                .records()
                .get(0)
                .person();
        assertThat(here).isNotEqualTo(there);
    }

    @Test
    void keysRowsByTheirOwnIdOrByPersonFirst() {
        PersonReference person = person("201001012382", null);
        assertThat(one(person, "17340021|2026-01-12|08:20", true).sourceKey())
                .isEqualTo(token(DOMAIN, "row", "201001012382|17340021|2026-01-12|08:20"));
        assertThat(one(person, "0b7c", false).sourceKey()).isEqualTo(token(DOMAIN, "row", "0b7c"));
        assertThat(one(person("20130101TF01", "id-7"), "x", true).sourceKey())
                .isEqualTo(token(DOMAIN, "row", "id-7|x"));
    }

    @Test
    void doesNotLetABarInAnIdMakeAnothersRow() {
        assertThat(one(person(null, "a|b"), "c", true).sourceKey())
                .isNotEqualTo(one(person(null, "a"), "b|c", true).sourceKey());
        assertThat(one(person(null, "a\\"), "b", true).sourceKey())
                .isNotEqualTo(one(person(null, "a\\|b"), "", true).sourceKey());
    }

    @Test
    void leavesProtectedPersonsOutAndCountsThem() {
        PersonReference hidden =
                new PersonReference(person("201001012382", null).number(), null, true);
        PseudonymousBatch made = pseudonymize.pseudonymize(
                batch(FEED, List.of(record(hidden, "a", true), record(person("200001012384", null), "b", true))));
        assertThat(made.protectedCount()).isEqualTo(1);
        assertThat(made.records()).hasSize(1);
        assertThat(made.readCount()).isEqualTo(2);
    }

    @Test
    void givesGroupsTokensThatNoRowHas() {
        IdentifiedRecord.GroupKeys groups = new IdentifiedRecord.GroupKeys("A1|7|K|2026-01-12", "A1|7|K", false);
        IdentifiedRecord record =
                new IdentifiedRecord(2, person("201001012382", null), "A1|7|K", false, groups, 5L, true, LESSON);
        IdentifiedBatch bare = batch(FEED, List.of(record));
        PseudonymousBatch made = pseudonymize.pseudonymize(new IdentifiedBatch(
                bare.origin(),
                bare.records(),
                List.of(
                        new GroupClearing(3, FactTable.LEISURE_VISIT, groups, false),
                        new GroupClearing(
                                4, FactTable.LEISURE_VISIT, new IdentifiedRecord.GroupKeys("g", null, false), false)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1,
                0,
                Map.of()));
        PseudonymousRecord row = made.records().get(0);
        assertThat(row.group()).isEqualTo(token(DOMAIN, "row", "group|A1|7|K|2026-01-12"));
        assertThat(row.groupCode())
                .isEqualTo(token(DOMAIN, "row", "code|A1|7|K"))
                .isNotEqualTo(row.sourceKey());
        assertThat(row.isDeleted()).isTrue();
        assertThat(row.modifiedMillis()).isEqualTo(5);
        assertThat(made.clearings().get(0))
                .isEqualTo(new PseudonymousBatch.ClearedGroup(
                        3, FactTable.LEISURE_VISIT, Objects.requireNonNull(row.group()), row.groupCode(), false));
        assertThat(made.clearings().get(1).code()).isNull();
    }

    @Test
    void stopsWithoutAValueWhereValidationLetNobodyThrough() {
        for (String number : new @Nullable String[] {"okand", null}) {
            assertThatThrownBy(() -> one(person(number, null), "k", false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a.csv:2")
                    .hasMessageNotContainingAny("okand", "OKAND")
                    .hasNoCause();
        }
        // The step works on afterwards.
        assertThat(one(person("200001012384", null), "k", false)).isNotNull();
    }

    @Test
    void refusesAFeedWithoutAKey() {
        assertThatThrownBy(() -> pseudonymize.pseudonymize(batch("unknown", List.of())))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("uppfoljning/src:unknown");
    }

    @Test
    void carriesOnWhereAndWhyButNoPayloadAndNoNumberInAName() {
        DeliveryTicket ticket = new DeliveryTicket(new UUID(1, 2), FEED, 1);
        RejectedRecord rejected = new RejectedRecord(
                new Rejection("20100101-2382.csv", 3, "datum", "malformed-date", "write YYYY-MM-DD"), "{secret}");
        PseudonymousBatch made = pseudonymize.pseudonymize(new IdentifiedBatch(
                new BatchOrigin(ticket, "20100101-2382.csv", 4),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(rejected),
                1,
                0,
                Map.of()));
        assertThat(made.toString()).doesNotContain("secret", "2382");
        assertThat(made.rejections()).hasSize(1);
        assertThat(made.origin().ordinal()).isEqualTo(4);
    }

    @Test
    void holdsNoNumberInAnythingItGives() {
        PseudonymousRecord row = one(person("201001012382", "id-7"), "k", true);
        assertThat(row.toString()).doesNotContain("201001012382", "id-7", "2382");
    }

    @Test
    void givesParallelBlocksTheTokensThatOneThreadGives() throws Exception {
        List<IdentifiedBatch> batches = new ArrayList<>();
        for (int b = 0; b < 40; b++) {
            List<IdentifiedRecord> records = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String id = "id-" + (i * 7 + b) % 300;
                records.add(record(person(i % 3 == 0 ? "201001012382" : null, id), "row" + i, i % 2 == 0));
            }
            batches.add(batch(b % 2 == 0 ? FEED : "leisure-dak", records));
        }
        List<PseudonymousBatch> expected =
                batches.stream().map(pseudonymize()::pseudonymize).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<PseudonymousBatch>> made = new ArrayList<>();
            for (IdentifiedBatch batch : batches) {
                made.add(threads.submit(() -> pseudonymize.pseudonymize(batch)));
            }
            for (int i = 0; i < made.size(); i++) {
                assertThat(made.get(i).get()).isEqualTo(expected.get(i));
            }
        } finally {
            threads.shutdown();
        }
    }
}
