package se.tvarsyn.application;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.MappedBatch;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.Withdrawal;
import se.tvarsyn.mapping.MapRecords;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.pseudonymization.BarredInRecord;
import se.tvarsyn.pseudonymization.HomeKeys;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.quarantine.NotInQuarantine;
import se.tvarsyn.quarantine.Quarantine;
import se.tvarsyn.quarantine.QuarantineChoice;
import se.tvarsyn.quarantine.QuarantineSummary;
import se.tvarsyn.quarantine.QuarantinedRecord;
import se.tvarsyn.renumbering.NumberMemory;
import se.tvarsyn.settings.Home;
import se.tvarsyn.source.RecordPayload;
import se.tvarsyn.source.SourceBatch;
import se.tvarsyn.source.SourceBlock;
import se.tvarsyn.source.SourceLayout;
import se.tvarsyn.source.SourceRecord;

/** The quarantine of a home as people handle it: look, show, discard. Who does it is in the audit, what it holds is not. */
public final class RejectedRecords {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final Configuration configuration;
    private final Home home;
    private final KeyStoreFile keys;
    private final HomeKeys homeKeys;
    private final Clock clock;
    private final Quarantine quarantine;

    public RejectedRecords(Configuration configuration, KeyStoreFile keys, Clock clock) {
        this.configuration = configuration;
        this.home = configuration.home();
        this.keys = keys;
        this.homeKeys = keys.homeKeys();
        this.clock = clock;
        this.quarantine = new Quarantine(home.directory(), homeKeys::quarantine, clock);
    }

    /** The record is not shown; says why. */
    public static final class NotShown extends Exception {
        private static final long serialVersionUID = 1L;

        NotShown(String message) {
            super(message);
        }
    }

    /** What somebody means, by feed, delivery and broken rule. */
    public List<QuarantineSummary> summaries(QuarantineChoice choice) throws IOException {
        return quarantine.summaries(choice);
    }

    /** The first open records of a delivery's broken rule, for whoever wants to see one: ids and places, no value. */
    public List<QuarantinedRecord> examples(QuarantineSummary of, int limit) throws IOException {
        QuarantineChoice choice = new QuarantineChoice(of.feed(), of.delivery(), of.reason(), null);
        List<QuarantinedRecord> first = new ArrayList<>();
        quarantine.list(record -> {
            String field = Optional.ofNullable(record.rejection().field()).orElse("");
            if (first.size() < limit
                    && choice.isMeant(record)
                    && field.equals(of.field())
                    && record.state() == QuarantinedRecord.State.OPEN) {
                first.add(record);
            }
        });
        return first;
    }

    /**
     * A record in clear, for the eyes of the one who asks. The audit is written first: a look that is not in it does not
     * happen.
     *
     * @param reference diary number or the like; null where there is none
     * @throws NotShown where the one who asks has not proven who they are, or the record is or may be of somebody whose
     *     identity is protected, or who was erased
     */
    public String show(String id, Erasures.Actor by, @Nullable String reference)
            throws IOException, NotInQuarantine, NotShown {
        if (!by.isKnown()) {
            throw new NotShown("a record is shown only to who proves a name: give principals their secrets with"
                    + " './tvarsyn principals add NAME --secret-file F'");
        }
        QuarantinedRecord record = quarantine.find(id);
        String payload = quarantine.show(id);
        refuseProtected(record, payload);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("record", record.id());
        facts.put("feed", record.feed());
        facts.put("reason", record.rejection().reason());
        facts.put("reference", reference == null ? "" : reference);
        facts.put("principal", by.proof());
        audit().append(by.name(), "quarantine-show", facts);
        return payload;
    }

    private void refuseProtected(QuarantinedRecord record, String payload) throws IOException, NotShown {
        Mapping mapping = configuration.mappings().get(record.feed());
        if (mapping == null) {
            throw new NotShown("there is no mapping of " + record.feed()
                    + " any more, so it cannot be told whether the person is protected");
        }
        LocalDate today = LocalDate.now(clock.withZone(SWEDEN));
        SourceRecord source = source(mapping, record, payload);
        boolean isMarked = source == null ? mapping.mayMarkProtected() : mapping.marksProtected(source, today);
        if (isMarked) {
            throw new NotShown("the source marks the person as protected, or the record is too broken to tell:"
                    + " look at it in the source");
        }
        DeliveryTicket ticket = new DeliveryTicket(record.deliveryId(), record.feed(), 0);
        List<PersonReference> persons =
                source == null ? List.of() : persons(mapping, new BatchOrigin(ticket, "record", 0), source);
        BarredInRecord barred = new BarredInRecord(
                keys.tokenKeys(),
                homeKeys,
                BarredList.openForOneRun(home.barredList(), homeKeys.barredList()),
                NumberMemory.openForOneRun(home.numbers(), homeKeys.numbers()));
        if (barred.isNamed(ticket, persons, payload, today)) {
            throw new NotShown("some source protects the person, or the person was erased: look at it in the source");
        }
    }

    private static @Nullable SourceRecord source(Mapping mapping, QuarantinedRecord record, String payload) {
        for (SourceLayout layout : mapping.format().layouts(mapping.settings())) {
            if (layout.recordType().equals(record.recordType())) {
                return RecordPayload.read(layout, record.rejection().line(), payload);
            }
        }
        return null;
    }

    private List<PersonReference> persons(Mapping mapping, BatchOrigin origin, SourceRecord source) {
        MapRecords mapRecords = new MapRecords(
                Map.of(mapping.feed(), mapping), clock, new UnknownWords(), (feed, table) -> LocalDate.MIN);
        MappedBatch mapped = mapRecords.mapRecords(
                new SourceBatch(origin, new SourceBlock(origin.document(), List.of(source), List.of())));
        List<PersonReference> persons = new ArrayList<>(mapped.protectedPersons());
        Stream.concat(
                        mapped.records().stream().map(IdentifiedRecord::person),
                        Stream.concat(mapped.kept().stream(), mapped.withdrawals().stream())
                                .map(Withdrawal::person))
                .forEach(person -> {
                    if (person != null) {
                        persons.add(person);
                    }
                });
        return persons;
    }

    /**
     * Destroys the payloads that are meant and keeps the marks.
     *
     * @return how many
     */
    public long discard(QuarantineChoice choice, Erasures.Actor by) throws IOException {
        long count = quarantine.discard(choice, by.name());
        audited(by, Long.toString(count), choice.toString());
        return count;
    }

    /**
     * The same of single records.
     *
     * @throws NotInQuarantine where one of them is not there
     */
    public void discard(Collection<String> ids, Erasures.Actor by) throws IOException, NotInQuarantine {
        quarantine.discard(ids, by.name());
        audited(by, Integer.toString(ids.size()), ids.stream().sorted().collect(Collectors.joining(" ")));
    }

    private void audited(Erasures.Actor by, String count, String what) throws IOException {
        audit().append(
                        by.name(),
                        "quarantine-discard",
                        Map.of("records", count, "chosen", what, "principal", by.proof()));
    }

    private AuditLog audit() {
        return new AuditLog(home.audit(), homeKeys.audit(), clock);
    }

    /** Deliveries of which a retry can take something, of those that somebody means. */
    public List<UUID> retryable(QuarantineChoice choice) throws IOException {
        return summaries(choice).stream()
                .filter(s -> s.retryable() > 0)
                .map(QuarantineSummary::delivery)
                .distinct()
                .toList();
    }
}
