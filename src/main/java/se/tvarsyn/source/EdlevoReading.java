package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/**
 * Goes through the documents of one delivery twice: first every event enters the account of its lesson, then each lesson
 * is given where it was first mentioned, whatever document the rest of it stood in. Accounts lie on disk, enciphered.
 */
final class EdlevoReading extends ReadyBlocks {
    /**
     * One document.
     *
     * @param service null where the name does not tell it
     */
    record Part(SourceDocument document, @Nullable EdlevoService service) {}

    private final List<Part> parts;
    private final EdlevoAccount.LateArrival lateArrival;
    private final LocalDate today;
    private final ReferenceStore store;
    private final ReferenceStore.Entities<EdlevoAccount> lessons;
    private final ReferenceStore.Entities<EdlevoAccount> sums;
    private final FieldsSeen seen = FieldsSeen.none();
    private final Payload payload = new Payload();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private boolean isAnythingUsable;
    private int current = -1;
    private @Nullable EdlevoDocument open;
    private BlockBuilder builder = new BlockBuilder("");

    EdlevoReading(List<Part> parts, EdlevoAccount.LateArrival lateArrival, LocalDate today, ReferenceStore store) {
        this.parts = List.copyOf(parts);
        this.lateArrival = lateArrival;
        this.today = today;
        this.store = store;
        lessons = store.entities("lessons", EdlevoAccount.PACKING);
        sums = store.entities("sums", EdlevoAccount.PACKING);
    }

    /** The first way through. Comes before the first block. */
    void survey() throws UnreadableDelivery {
        Rejection problem = null;
        boolean isAnySound = false;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Rejection its = part.service() == null ? unknownService(part) : survey(i, part, part.service());
            isAnySound |= its == null;
            problem = problem == null ? its : problem;
        }
        if (!isAnySound && !isAnythingUsable) {
            throw new UnreadableDelivery(
                    problem != null
                            ? problem
                            : new Rejection(
                                    "(no document)", 0, null, "empty-delivery", "there is no document to read"));
        }
    }

    /** @return why the document could not be read to its end, null where it could */
    private @Nullable Rejection survey(int index, Part part, EdlevoService service) {
        try (EdlevoDocument document = new EdlevoDocument(part.document(), FieldsSeen.none())) {
            for (EdlevoDocument.Item item = document.next(); item != null; item = document.next()) {
                try {
                    enter(index, service, document, item);
                    isAnythingUsable = true;
                } catch (UnusableElement e) {
                    continue; // the second way through says so, in its place
                }
            }
            return document.problem();
        } catch (UnreadableDelivery e) {
            return e.problem();
        } catch (IOException e) {
            throw unread(part);
        }
    }

    private void enter(int index, EdlevoService service, EdlevoDocument document, EdlevoDocument.Item item)
            throws UnusableElement {
        EdlevoItem read = EdlevoItem.read(item, service, document.properties(), today);
        if (read.mention() == null) {
            return;
        }
        ReferenceStore.Entities<EdlevoAccount> accounts = item.isAggregation() ? sums : lessons;
        EdlevoAccount known = accounts.get(read.key());
        EdlevoAccount account = known != null
                ? known
                : new EdlevoAccount(index, item.ordinal(), EdlevoAccount.SILENT, EdlevoAccount.SILENT);
        accounts.put(
                read.key(),
                account.with(
                        service.isPresence(),
                        read.mention(),
                        document.properties().answeredAt()));
    }

    @Override
    boolean advance() {
        EdlevoDocument document = open;
        if (document == null) {
            current++;
            return current < parts.size() && openPart(parts.get(current));
        }
        Part part = parts.get(current);
        try {
            for (EdlevoDocument.Item item = document.next(); item != null; item = document.next()) {
                take(part, document, item);
                if (builder.isFull()) {
                    ready(builder.take());
                    return true;
                }
            }
        } catch (IOException e) {
            throw unread(part);
        }
        Rejection problem = document.problem();
        if (problem != null) {
            builder.reject(new RejectedRecord(problem, Payload.NOTHING));
        }
        counts.merge("person", document.persons(), Long::sum);
        document.close();
        open = null;
        readyUnlessEmpty(builder);
        return true;
    }

    private boolean openPart(Part part) {
        builder = new BlockBuilder(part.document().name());
        try {
            if (part.service() == null) {
                builder.reject(new RejectedRecord(unknownService(part), Payload.NOTHING));
            } else {
                open = new EdlevoDocument(part.document(), seen);
            }
        } catch (UnreadableDelivery e) {
            builder.reject(new RejectedRecord(e.problem(), Payload.NOTHING));
        } catch (IOException e) {
            throw unread(part);
        }
        if (open == null) {
            readyUnlessEmpty(builder);
        }
        return true;
    }

    private void take(Part part, EdlevoDocument document, EdlevoDocument.Item item) {
        EdlevoService service = part.service();
        if (service == null) {
            throw new IllegalStateException("a document without a service is not opened");
        }
        try {
            SourceRecord made = made(document, item, service);
            if (made != null) {
                builder.add(made);
            }
        } catch (UnusableElement e) {
            builder.reject(new RejectedRecord(e.at(part.document().name(), item.line()), payload(item)));
        }
    }

    /** @return null where the lesson is given elsewhere, or the event is counted only */
    private @Nullable SourceRecord made(EdlevoDocument document, EdlevoDocument.Item item, EdlevoService service)
            throws UnusableElement {
        EdlevoItem read = EdlevoItem.read(item, service, document.properties(), today);
        count(read.kind());
        if (read.mention() == null) {
            return service.isPresence() ? null : read.preschoolAbsence(item.line());
        }
        EdlevoAccount account = (item.isAggregation() ? sums : lessons).get(read.key());
        if (account == null) {
            throw new IllegalStateException("a document changed while it was read");
        }
        if (account.part() != current || account.ordinal() != item.ordinal()) {
            return null;
        }
        return item.isAggregation()
                ? read.aggregation(item.line(), account, lateArrival)
                : read.lesson(item.line(), account, lateArrival);
    }

    private String payload(EdlevoDocument.Item item) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        item.content().fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
        if (item.personId() != null) {
            fields.put("personid", TextNode.valueOf(item.personId()));
        }
        return payload.of(fields);
    }

    private void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    private static Rejection unknownService(Part part) {
        return new Rejection(
                part.document().name(),
                0,
                null,
                "unknown-service",
                "begin the file's name with the service that was called, as in GetCompulsorySchoolAbsence-1.xml: only the"
                        + " service tells presence from absence");
    }

    private static UncheckedIOException unread(Part part) {
        return new UncheckedIOException(
                new IOException(part.document().name() + ": the file could not be read to its end; load it again"));
    }

    @Override
    public Map<String, Long> referenceCounts() {
        return Map.copyOf(counts);
    }

    @Override
    public FieldsSeen fieldsSeen() {
        return seen;
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.close();
                open = null;
            }
        } finally {
            current = parts.size();
            dropReady();
            store.close();
        }
    }
}
