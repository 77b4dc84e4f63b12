package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/** Pupils and their grades in blocks; a pupil is never in two. */
final class BetygReading extends ReadyBlocks {
    /** Subjects whose code names the language with it (SKOLFS: M1XXX, M2XXX, MLXXX). */
    private static final Set<String> WITH_LANGUAGE = Set.of("M1", "M2", "ML");

    private final List<SourceDocument> documents;
    private final LocalDate today;
    private final FieldsSeen seen = FieldsSeen.none();
    private final Payload payload = new Payload();
    private int current = -1;
    private @Nullable BetygDocument open;
    private BlockBuilder builder = new BlockBuilder("");
    private long pupils;

    BetygReading(List<SourceDocument> documents, LocalDate today) {
        this.documents = List.copyOf(documents);
        this.today = today;
    }

    @Override
    boolean advance() {
        BetygDocument document = open;
        try {
            if (document == null) {
                current++;
                if (current >= documents.size()) {
                    return false;
                }
                builder = new BlockBuilder(documents.get(current).name());
                open = new BetygDocument(documents.get(current), seen);
                return true;
            }
            for (BetygDocument.Pupil pupil = document.next(); pupil != null; pupil = document.next()) {
                take(pupil);
                if (builder.isFull()) {
                    ready(builder.take());
                    return true;
                }
            }
            Rejection problem = document.problem();
            document.close();
            open = null;
            finish(problem);
        } catch (UnreadableDelivery e) {
            finish(e.problem());
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(
                    documents.get(current).name() + ": the file could not be read to its end; load it again"));
        }
        return true;
    }

    private void finish(@Nullable Rejection problem) {
        if (problem != null) {
            builder.reject(new RejectedRecord(problem, Payload.NOTHING));
        }
        readyUnlessEmpty(builder);
    }

    private void take(BetygDocument.Pupil pupil) {
        pupils++;
        String id = SourcePerson.sameId(pupil.id());
        if (id == null) {
            reject(pupil, "id", "missing-id", "the source must give every elev its id");
            return;
        }
        SourcePerson person = SourcePerson.of(id, today);
        List<SourceRecord> records = new ArrayList<>();
        // First of all: everything that was delivered about the pupil before is replaced.
        records.add(new SourceRecord(BetygFormat.ELEV, pupil.line(), new @Nullable String[] {person.name()}));
        Map<List<@Nullable String>, Integer> alike = new HashMap<>();
        try {
            for (BetygDocument.Grade grade : pupil.grades()) {
                records.add(record(person, grade, alike));
            }
        } catch (UnusableElement e) {
            // All grades or none: without this one the rest would stand for the whole.
            Rejection why = e.at(documents.get(current).name(), pupil.line());
            builder.reject(new RejectedRecord(why, payload(pupil)));
            return;
        }
        records.forEach(builder::add);
    }

    private void reject(BetygDocument.Pupil pupil, String field, String reason, String mend) {
        builder.reject(new RejectedRecord(
                new Rejection(documents.get(current).name(), pupil.line(), field, reason, mend), payload(pupil)));
    }

    private String payload(BetygDocument.Pupil pupil) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", pupil.id() == null ? "" : pupil.id());
        fields.put(
                "grades",
                pupil.grades().stream().map(BetygDocument.Grade::content).toList());
        return payload.of(fields);
    }

    private static SourceRecord record(
            SourcePerson person, BetygDocument.Grade grade, Map<List<@Nullable String>, Integer> alike)
            throws UnusableElement {
        JsonNode content = grade.content();
        if (!content.isObject()) {
            throw new UnusableElement(grade.kind(), "empty-element", "a grade must hold its value, date and subject");
        }
        JsonNode term = JsonFields.object(content, "termin", "termin");
        String course = JsonFields.text(content, "kurskod", "kurskod");
        String subject = JsonFields.text(content, "ämnesförkortning", "ämnesförkortning");
        String language = JsonFields.text(content, "språk", "språk");
        String code = course != null ? course : withLanguage(subject, language);
        String termKind = JsonFields.text(term, "typ", "termin.typ");
        String year = JsonFields.text(term, "år", "termin.år");
        String trial = truth(content, "prövning");
        String school = SourcePerson.sameId(JsonFields.text(content, "skola", "skola"));
        int ordinal = alike.merge(Arrays.asList(code, language, termKind, year, trial), 1, Integer::sum);
        return new SourceRecord(BetygFormat.BETYG, grade.line(), new @Nullable String[] {
            person.name(),
            person.number(),
            person.id(),
            grade.kind(),
            JsonFields.text(content, "value", "value"),
            JsonFields.text(content, "datum", "datum"),
            trial,
            school,
            school != null && school.matches("[0-9]{8}") ? school : null,
            JsonFields.text(content, "skolform", "skolform"),
            code,
            language,
            termKind,
            year,
            truth(content, "slutbetyg"),
            truth(content, "omdöme"),
            Integer.toString(ordinal)
        });
    }

    private static @Nullable String withLanguage(@Nullable String subject, @Nullable String language) {
        return subject != null && language != null && WITH_LANGUAGE.contains(subject) ? subject + language : subject;
    }

    /** The lexical forms of xs:boolean; anything else, such as free text, is left out. */
    private static @Nullable String truth(JsonNode content, String field) throws UnusableElement {
        String text = JsonFields.text(content, field, field);
        return switch (text == null ? "" : text) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> null;
        };
    }

    @Override
    public Map<String, Long> referenceCounts() {
        return Map.of("elev", pupils);
    }

    @Override
    public FieldsSeen fieldsSeen() {
        return seen;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
        current = documents.size();
        dropReady();
    }
}
