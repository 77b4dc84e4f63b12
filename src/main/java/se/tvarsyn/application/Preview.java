package se.tvarsyn.application;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.consent.ConsentMemory;
import se.tvarsyn.mapping.MapRecords;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.pseudonymization.HomeKeys;
import se.tvarsyn.pseudonymization.Pseudonymize;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.source.SourceBatch;
import se.tvarsyn.source.SourceReading;
import se.tvarsyn.source.UnreadableDelivery;
import se.tvarsyn.validation.ValidateRecords;

/**
 * The steps of the chain up to the tokens, without routes, ledger, quarantine or warehouse. Keys are drawn for the run:
 * tokens agree within it and mean nothing outside it.
 */
public final class Preview {
    private final Configuration configuration;
    private final Path scratch;
    private final long limit;
    private final MapRecords mapRecords;
    private final ValidateRecords validateRecords = new ValidateRecords();
    private final LookAtCases lookAtCases;
    private final Pseudonymize pseudonymize;
    private long lines;

    /**
     * Draws the keys of the run.
     *
     * @param scratch folder for enciphered temporary files
     * @param limit stop after so many lines
     */
    public Preview(Configuration configuration, Clock clock, Path scratch, long limit) {
        this.configuration = configuration;
        this.scratch = scratch;
        this.limit = limit;
        this.mapRecords =
                new MapRecords(configuration.mappings(), clock, new UnknownWords(), (feed, table) -> configuration
                        .settings()
                        .keptFrom(feed, table, LocalDate.now(clock)));
        TokenKeys keys = TokenKeys.drawn(
                configuration.settings().purpose(), configuration.mappings().keySet());
        HomeKeys homeKeys = HomeKeys.ofOneRun();
        ConsentMemory consents = ConsentMemory.ofOneRun();
        this.lookAtCases = new LookAtCases(configuration.mappings(), clock, keys, homeKeys.consentMarks(), consents);
        this.pseudonymize = new Pseudonymize(
                keys, homeKeys.barredMarks(), BarredList.ofOneRun(), homeKeys.consentMarks(), consents);
    }

    /**
     * Gives one JSON line a record: accepted, cleared group, or rejected with its reason; counts at the end.
     *
     * @return whether nothing was rejected
     */
    public boolean run(Delivery delivery, Consumer<String> out) {
        Mapping mapping = configuration.mappings().get(delivery.feed());
        if (mapping == null) {
            throw new IllegalArgumentException("there is no mapping for feed " + delivery.feed());
        }
        DeliveryTicket ticket = new DeliveryTicket(new UUID(0, 0), delivery.feed(), 1);
        long read = 0;
        long skipped = 0;
        long protectedCount = 0;
        boolean isClean = true;
        try (SourceReading reading = open(delivery, mapping)) {
            if (mapping.hasCases()) {
                try (SourceReading first = open(delivery, mapping)) {
                    lookAtCases.look(ticket, first);
                }
            }
            for (int ordinal = 0; lines < limit && reading.hasNext(); ordinal++) {
                var block = reading.next();
                BatchOrigin origin = new BatchOrigin(ticket, block.document(), ordinal);
                IdentifiedBatch valid =
                        validateRecords.validateRecords(mapRecords.mapRecords(new SourceBatch(origin, block)));
                PseudonymousBatch batch = pseudonymize.pseudonymize(valid);
                read += batch.readCount();
                skipped += batch.skippedCount();
                protectedCount += batch.protectedCount();
                batch.clearings().forEach(c -> line(cleared(c), out));
                batch.records().forEach(r -> line(accepted(r), out));
                for (RejectedRecord rejected : valid.rejected()) {
                    isClean = false;
                    line(rejected(rejected.rejection()), out);
                }
            }
        } catch (UnreadableDelivery e) {
            isClean = false;
            line(rejected(e.problem()), out);
        }
        ObjectNode counts = JsonNodeFactory.instance.objectNode();
        counts.put("outcome", "counts");
        counts.put("read", read);
        counts.put("skipped", skipped);
        counts.put("protected", protectedCount);
        line(counts, out);
        return isClean;
    }

    private SourceReading open(Delivery delivery, Mapping mapping) throws UnreadableDelivery {
        return mapping.format().open(delivery.documents(), mapping.settings(), scratch);
    }

    private void line(ObjectNode json, Consumer<String> out) {
        if (lines++ < limit) {
            out.accept(json.toString());
        }
    }

    private static ObjectNode accepted(PseudonymousRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", record.isDeleted() ? "deleted" : "accepted");
        json.put("line", record.line());
        json.put("table", record.fact().table().tableName());
        if (record.person() != null) {
            json.put("person_pseudonym", record.person().toString());
            json.put("is_linkable", record.isLinkable());
        }
        json.put("source_key", record.sourceKey().toString());
        put(json, "group", record.group());
        fact(json, record.fact());
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Pseudonym token) {
        if (token != null) {
            json.put(name, token.toString());
        }
    }

    private static ObjectNode cleared(PseudonymousBatch.ClearedGroup cleared) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", "group cleared");
        json.put("line", cleared.line());
        json.put("table", cleared.table().tableName());
        json.put("group", cleared.group().toString());
        return json;
    }

    private static ObjectNode rejected(Rejection rejection) {
        Rejection safe = DocumentNames.safe(rejection);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", "rejected");
        json.put("document", safe.document());
        json.put("line", safe.line());
        json.put("field", safe.field());
        json.put("reason", safe.reason());
        json.put("mend", safe.mend());
        return json;
    }

    /** A fact holds no identity, so all of it may be shown. */
    private static void fact(ObjectNode json, Fact fact) {
        for (RecordComponent component : fact.getClass().getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            try {
                Object value = component.getAccessor().invoke(fact);
                if (value instanceof Integer number) {
                    json.put(name, number);
                } else if (value instanceof Boolean bool) {
                    json.put(name, bool);
                } else {
                    json.put(name, value == null ? null : value.toString());
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a record's accessor does not fail", e);
            }
        }
    }
}
