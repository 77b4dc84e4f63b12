package se.tvarsyn.source;

import jakarta.xml.bind.JAXBContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/** The second way through DAK documents: meetings and participants in blocks. */
final class DakReading implements SourceReading, DakDocument.Visitor {
    /**
     * A document that has been gone through once.
     *
     * @param isRegisterRead false where the document breaks before its participant register ends
     */
    record Part(SourceDocument document, DakRegister.OfDocument register, boolean isRegisterRead) {}

    /** One of the two. */
    private record Entry(
            @Nullable SourceRecord read, @Nullable RejectedRecord rejected, long characters) {}

    private final JAXBContext types;
    private final List<Part> parts;
    private final @Nullable DakRegister owned;
    private final Payload payload = new Payload();
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private int current = -1;
    private @Nullable DakDocument open;
    private long meetings;
    private long participantEntries;
    private long leaderEntries;

    /** @param owned closed with this reading; null where another reading goes on to use it */
    DakReading(JAXBContext types, List<Part> parts, @Nullable DakRegister owned) {
        this.types = types;
        this.parts = List.copyOf(parts);
        this.owned = owned;
    }

    @Override
    public boolean hasNext() {
        return isWaiting() || toNextPart();
    }

    @Override
    public SourceBlock next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all records have been read");
        }
        BlockInProgress block = new BlockInProgress(part().document().name());
        while (!block.isFull() && isWaiting()) {
            Entry entry = waiting.remove();
            if (entry.read != null) {
                block.add(entry.read, entry.characters);
            } else if (entry.rejected != null) {
                block.add(entry.rejected);
            }
        }
        return block.done();
    }

    private Part part() {
        return parts.get(current);
    }

    /** Reads on in the document at hand until there is something to give. */
    private boolean isWaiting() {
        DakDocument document = open;
        try {
            while (waiting.isEmpty() && document != null) {
                if (!document.advance(this)) {
                    Rejection problem = document.problem();
                    if (problem != null) {
                        waiting.add(new Entry(null, new RejectedRecord(problem, Payload.NOTHING), 0));
                    }
                    document.close();
                    open = null;
                    document = null;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    part().document().name() + ": the file could not be read to its end; load it again", e);
        }
        return !waiting.isEmpty();
    }

    private boolean toNextPart() {
        while (current + 1 < parts.size()) {
            current++;
            try {
                open = new DakDocument(part().document(), types);
            } catch (IOException e) {
                throw new UncheckedIOException(part().document().name() + ": the file could not be opened again", e);
            } catch (UnreadableDelivery e) {
                throw new IllegalStateException(part().document().name() + ": the file changed while it was read");
            }
            if (isWaiting()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean wantsMeeting(DakMeeting.Place place, @Nullable String kod, @Nullable String datum) {
        return true;
    }

    @Override
    public void meeting(long line, DakMeeting.Place place, long card, DakMeeting meeting) {
        List<DakMeeting.Participant> listed = meeting.listed();
        meetings++;
        participantEntries += listed.size();
        leaderEntries += meeting.leaderEntries();
        String metod = text(meeting.metod);
        boolean isAdd = "Add".equals(metod);
        @Nullable
        String[] common = {
            place.kommun(),
            place.association(),
            place.card(),
            text(meeting.kod),
            DakTime.day(text(meeting.datum)),
            String.valueOf(part().register().isOneDay(place.code(text(meeting.kod)))),
            metod
        };
        if (!isAdd && !"Update".equals(metod) && !"Remove".equals(metod)) {
            reject(line, "Metod", "unknown-method", "use Add, Update or Remove", fields(DakFormat.MEETING, common));
            return;
        }
        if (isAdd && !part().isRegisterRead() && listed.stream().anyMatch(participant -> !isListed(participant))) {
            // To clear the meeting without its participants would take away what an earlier delivery brought.
            listed.forEach(participant -> rejectUnread(participant, common));
            return;
        }
        if (!"Update".equals(metod)) {
            add(new SourceRecord(DakFormat.MEETING, line, common), common);
        }
        if (!"Remove".equals(metod)) {
            @Nullable String[] values = participantValues(meeting, card, common);
            listed.forEach(participant -> take(participant, values));
        }
    }

    private @Nullable String[] participantValues(DakMeeting meeting, long card, @Nullable String[] common) {
        @Nullable String[] values = new String[DakFormat.PARTICIPANT.fields().size()];
        System.arraycopy(common, 0, values, 0, common.length);
        int field = common.length;
        String start = text(meeting.start);
        String stop = text(meeting.stop);
        String stopDatum = DakTime.day(text(meeting.stopDatum));
        Long minutes = DakTime.minutes(DakTime.day(text(meeting.datum)), start, stop, stopDatum);
        String aktivitet = text(meeting.aktivitet);
        values[field++] = start;
        values[field++] = stop;
        values[field++] = stopDatum;
        values[field++] = minutes == null ? null : minutes.toString();
        values[field++] =
                aktivitet == null || aktivitet.isEmpty() ? part().register().activity(card) : aktivitet;
        values[field] = text(meeting.typ);
        return values;
    }

    private void take(DakMeeting.Participant participant, @Nullable String[] ofMeeting) {
        @Nullable String[] values = ofMeeting.clone();
        int field = values.length - 3;
        String id = text(participant.id);
        String mark = mark(text(participant.naervarande));
        values[field] = id;
        values[field + 2] = mark == null ? text(participant.naervarande) : mark;
        DakRegister.OfDocument register = part().register();
        if (id == null || !register.isListed(id)) {
            if (part().isRegisterRead()) {
                reject(
                        participant.line,
                        "id",
                        "dangling-participant",
                        "DeltagarRegister has no such participant; export the register with the meetings",
                        fields(DakFormat.PARTICIPANT, values));
            } else {
                rejectUnread(participant, values);
            }
        } else if (register.isAmbiguous(id)) {
            reject(
                    participant.line,
                    "id",
                    "ambiguous-participant",
                    "DeltagarRegister has this id with several numbers; give each person an id of their own",
                    fields(DakFormat.PARTICIPANT, values));
        } else {
            values[field + 1] = register.personnummer(id);
            if (mark == null) {
                reject(
                        participant.line,
                        "Naervarande",
                        "invalid-mark",
                        "the mark is missing or neither true nor false",
                        fields(DakFormat.PARTICIPANT, values));
            } else {
                add(new SourceRecord(DakFormat.PARTICIPANT, participant.line, values), values);
            }
        }
    }

    private boolean isListed(DakMeeting.Participant participant) {
        return part().register().isListed(text(participant.id));
    }

    private void rejectUnread(DakMeeting.Participant participant, @Nullable String[] values) {
        Map<String, String> fields = fields(DakFormat.PARTICIPANT, values);
        fields.put("participant", participant.id == null ? "" : participant.id.strip());
        reject(
                participant.line,
                "id",
                "register-not-read",
                "the document breaks before the register's end, so who this is cannot be told; export it again",
                fields);
    }

    private void add(SourceRecord read, @Nullable String[] values) {
        // The meeting's texts are shared by its participants; only what is the entry's own weighs.
        long characters = values.length == DakFormat.MEETING.fields().size()
                ? weight(values, 0)
                : weight(values, values.length - 3);
        waiting.add(new Entry(read, null, characters));
    }

    private static long weight(@Nullable String[] values, int from) {
        long characters = 0;
        for (int i = from; i < values.length; i++) {
            String value = values[i];
            characters += value == null ? 0 : value.length();
        }
        return characters;
    }

    private void reject(long line, String field, String reason, String mend, Map<String, String> fields) {
        Rejection rejection = new Rejection(part().document().name(), line, field, reason, mend);
        waiting.add(new Entry(null, new RejectedRecord(rejection, payload.of(fields)), 0));
    }

    private static Map<String, String> fields(SourceLayout layout, @Nullable String[] values) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value != null) {
                fields.put(layout.fields().get(i), value);
            }
        }
        return fields;
    }

    /** The lexical forms of xs:boolean; .NET writes them with a capital. */
    private static @Nullable String mark(@Nullable String value) {
        return switch (value == null ? "" : value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> null;
        };
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null ? null : value.strip();
    }

    /** What the specification asks a receiver to acknowledge (DAK 2.2, page 5), and the size of the register. */
    @Override
    public Map<String, Long> referenceCounts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("meeting", meetings);
        counts.put("participant-entry", participantEntries);
        counts.put("leader-entry", leaderEntries);
        counts.put(
                "register-person",
                parts.stream().mapToLong(part -> part.register().personCount()).sum());
        return counts;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
        current = parts.size();
        waiting.clear();
        if (owned != null) {
            owned.close();
        }
    }
}
