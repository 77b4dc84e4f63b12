package se.tvarsyn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import se.tvarsyn.CapturedLog;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.consent.ConsentMemory;
import se.tvarsyn.mapping.MapRecords;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.pseudonymization.HomeKeys;
import se.tvarsyn.pseudonymization.Pseudonymize;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.settings.Home;
import se.tvarsyn.source.SourceBatch;
import se.tvarsyn.source.SourceDocument;
import se.tvarsyn.source.SourceReading;
import se.tvarsyn.source.UnreadableDelivery;
import se.tvarsyn.validation.ValidateRecords;

/**
 * The steps of the chain from bytes to tokens, with the shipped mappings, and what must hold whatever the bytes are: rows,
 * rejections or an unreadable delivery; no other exception; an end, soon; and no value in anything that is said.
 */
final class ChainUnderFuzz {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneId.of("Europe/Stockholm"));

    /** Of processor time, not of the clock: the machine may be busy. A sample takes milliseconds. */
    private static final long LONGEST_NANOS = 5_000_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Path scratch;
    private final Configuration configuration;
    private final UnknownWords words = new UnknownWords();
    private final MapRecords mapRecords;
    private final ValidateRecords validateRecords = new ValidateRecords();
    private final TokenKeys keys;

    /** @param scratch folder for enciphered temporary files; empty again after each delivery */
    ChainUnderFuzz(Path scratch) {
        this.scratch = scratch;
        configuration = Configuration.read(new Home(scratch, Path.of(".")), null, CLOCK);
        assertThat(configuration.problems()).isEmpty();
        mapRecords = new MapRecords(configuration.mappings(), CLOCK, words, (feed, table) -> LocalDate.MIN);
        keys = TokenKeys.drawn(
                configuration.settings().purpose(), configuration.mappings().keySet());
    }

    /** What came of a delivery. */
    record Outcome(long rows, List<Rejection> rejections) {}

    Outcome take(FuzzedDelivery delivery) {
        Mapping mapping = configuration.mappings().get(delivery.feed());
        if (mapping == null || Planted.isInNameOf(delivery)) {
            return new Outcome(0, List.of());
        }
        long begun = THREADS.getCurrentThreadCpuTime();
        List<String> said = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        DeliveryTicket ticket = new DeliveryTicket(new UUID(0, 0), delivery.feed(), 1);
        long rows;
        try (CapturedLog log = new CapturedLog()) {
            rows = read(mapping, ticket, List.copyOf(delivery.documents()), rejections, said);
            said.add(log.text());
        }
        words.take(ticket)
                .forEach((place, count) -> said.add(place.recordType() + "." + DocumentNames.safe(place.field())));
        for (Rejection rejection : rejections) {
            assertThat(rejection.reason()).matches("[a-z0-9-]+");
            assertThat(rejection.mend()).isNotBlank();
            assertThat(rejection.line()).isNotNegative();
            said.add(DocumentNames.safe(rejection).message() + " " + rejection);
        }
        for (String text : said) {
            assertThat(Planted.in(text)).as("values in: %s", text).isEmpty();
        }
        assertThat(THREADS.getCurrentThreadCpuTime() - begun)
                .as("processor time of one delivery")
                .isLessThan(LONGEST_NANOS);
        assertThat(scratch.toFile().list()).as("left in the scratch folder").isEmpty();
        return new Outcome(rows, rejections);
    }

    private long read(
            Mapping mapping,
            DeliveryTicket ticket,
            List<SourceDocument> documents,
            List<Rejection> rejections,
            List<String> said) {
        HomeKeys homeKeys = HomeKeys.ofOneRun();
        Pseudonymize pseudonymize = new Pseudonymize(
                keys, homeKeys.barredMarks(), BarredList.ofOneRun(), homeKeys.consentMarks(), ConsentMemory.ofOneRun());
        long rows = 0;
        try (SourceReading reading = mapping.format().open(documents, mapping.settings(), scratch)) {
            for (int ordinal = 0; reading.hasNext(); ordinal++) {
                var block = reading.next();
                BatchOrigin origin = new BatchOrigin(ticket, block.document(), ordinal);
                said.add(block.toString());
                IdentifiedBatch valid =
                        validateRecords.validateRecords(mapRecords.mapRecords(new SourceBatch(origin, block)));
                PseudonymousBatch batch = pseudonymize.pseudonymize(valid);
                rows += batch.records().size();
                for (RejectedRecord rejected : valid.rejected()) {
                    rejections.add(rejected.rejection());
                    said.add(rejected.toString());
                }
                assertThat(batch.rejections()).hasSameSizeAs(valid.rejected());
            }
            said.add(reading.referenceCounts().toString());
        } catch (UnreadableDelivery e) {
            rejections.add(e.problem());
            said.add(e.getMessage());
            assertThat(e.getCause()).isNull();
        }
        return rows;
    }
}
