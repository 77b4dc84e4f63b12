package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One event or aggregation, read.
 *
 * @param kind {@code event}, {@code aggregation} or {@code preschool-event}, as it is counted
 * @param key what the account is found by; holds an identity and never leaves the delivery
 * @param rowId the lesson's id, the period's subject, or when a preschool event begins
 * @param mention null for a preschool event, which has no minutes
 */
record EdlevoItem(
        String kind,
        SourcePerson person,
        String key,
        @Nullable String rowId,
        String schoolForm,
        String modified,
        @Nullable String unitId,
        LocalDate from,
        LocalDate to,
        EdlevoAccount.@Nullable Mention mention) {
    private static final Set<String> ABSENCE_REASONS = Set.of("Valid", "Invalid", "LateArrival", "Present");
    private static final Set<String> PRESENCE_REASONS = Set.of("Valid", "Present");
    /** Ten thousand hours: over every period's sum, and far under an overflow. */
    private static final int MOST_MINUTES = 600_000;

    /** Never the values. */
    @Override
    public String toString() {
        return "EdlevoItem[" + kind + "]";
    }

    static EdlevoItem read(
            EdlevoDocument.Item item, EdlevoService service, EdlevoDocument.Properties properties, LocalDate today)
            throws UnusableElement {
        JsonNode content = item.content();
        SourcePerson person = person(item, today);
        String form = properties.schoolType() == null ? service.schoolForm() : properties.schoolType();
        String modified = Instant.ofEpochMilli(properties.answeredAt()).toString();
        return item.isAggregation()
                ? aggregation(content, person, form, modified, properties.unitId(), service)
                : event(content, person, form, modified, service);
    }

    /** v1 names the person in the event, v2 around it, and in an aggregation both do. */
    private static SourcePerson person(EdlevoDocument.Item item, LocalDate today) throws UnusableElement {
        SourcePerson around = SourcePerson.of(item.personId(), today);
        SourcePerson own = SourcePerson.of(JsonFields.text(item.content(), "personid", "personid"), today);
        if (!own.name().isEmpty() && !around.name().isEmpty() && !own.equals(around)) {
            throw new UnusableElement(
                    "personid", "conflicting-person", "the element and its person name two people; export it again");
        }
        return own.name().isEmpty() ? around : own;
    }

    private static EdlevoItem event(
            JsonNode content, SourcePerson person, String form, String modified, EdlevoService service)
            throws UnusableElement {
        LocalDateTime start = time(content, "start");
        if (start == null) {
            throw new UnusableElement("start", "missing-time", "an event must say when it starts");
        }
        LocalDateTime stop = time(content, "stop");
        String unit = JsonFields.text(content, "unitid", "unitid");
        unit = SourcePerson.sameId(unit == null ? JsonFields.text(content, "schoolunitid", "schoolunitid") : unit);
        JsonNode lesson = JsonFields.object(content, "schoolevent", "schoolevent");
        if (lesson == null && content.has("lessonid")) {
            lesson = content;
        }
        if (lesson == null) {
            if (!content.has("preschoolevent")) {
                throw new UnusableElement(
                        "schoolevent", "missing-event", "an event must hold a schoolevent or a preschoolevent");
            }
            // Without a stop the child is away on the day of the start; nobody knows for how long after it.
            LocalDate last = stop == null ? start.toLocalDate() : lastDay(stop);
            return new EdlevoItem(
                    "preschool-event",
                    person,
                    "",
                    start.toString(),
                    form,
                    modified,
                    unit,
                    start.toLocalDate(),
                    last.isBefore(start.toLocalDate()) ? start.toLocalDate() : last,
                    null);
        }
        String lessonId = SourcePerson.sameId(JsonFields.text(lesson, "lessonid", "lessonid"));
        if (lessonId == null) {
            throw new UnusableElement("lessonid", "missing-id", "the source must give every lesson its id");
        }
        EdlevoAccount.Mention mention = new EdlevoAccount.Mention(
                reason(lesson, service),
                start + "/" + (stop == null ? "" : stop),
                minutes(lesson, "minutes"),
                minutes(lesson, "lessonminutes"),
                start.toLocalDate(),
                start.toLocalDate(),
                unit,
                JsonFields.text(lesson, "courseorsubjectcode", "courseorsubjectcode"));
        return new EdlevoItem(
                "event",
                person,
                person.name() + "|" + lessonId,
                lessonId,
                form,
                modified,
                unit,
                mention.from(),
                mention.to(),
                mention);
    }

    private static EdlevoItem aggregation(
            JsonNode content,
            SourcePerson person,
            String form,
            String modified,
            @Nullable String unit,
            EdlevoService service)
            throws UnusableElement {
        LocalDateTime start = time(content, "start");
        LocalDateTime stop = time(content, "stop");
        if (start == null || stop == null || !stop.isAfter(start)) {
            throw new UnusableElement(
                    start == null ? "start" : "stop",
                    "invalid-period",
                    "an aggregation must say when its period starts and when it stops, later");
        }
        String subject = SourcePerson.sameId(JsonFields.text(content, "courseorsubjectid", "courseorsubjectid"));
        EdlevoAccount.Mention mention = new EdlevoAccount.Mention(
                reason(content, service),
                "",
                minutes(content, "minutes"),
                minutes(content, "offeredminutes"),
                start.toLocalDate(),
                lastDay(stop),
                unit,
                JsonFields.text(content, "courseorsubjectcode", "courseorsubjectcode"));
        return new EdlevoItem(
                "aggregation",
                person,
                String.join("|", person.name(), String.valueOf(subject), start + "/" + stop, String.valueOf(unit)),
                subject,
                form,
                modified,
                unit,
                mention.from(),
                mention.to(),
                mention);
    }

    /** An end without time of day is the midnight that begins its day, and so excludes it (SOURCES.md 1.6, trap 4). */
    private static LocalDate lastDay(LocalDateTime stop) {
        return stop.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? stop.toLocalDate().minusDays(1)
                : stop.toLocalDate();
    }

    private static @Nullable LocalDateTime time(JsonNode content, String field) throws UnusableElement {
        Instant at = SourceTime.instant(JsonFields.text(content, field, field), field);
        return at == null ? null : LocalDateTime.ofInstant(at, SourceTime.ZONE);
    }

    private static String reason(JsonNode content, EdlevoService service) throws UnusableElement {
        String reason = JsonFields.text(content, "reason", "reason");
        Set<String> known = service.isPresence() ? PRESENCE_REASONS : ABSENCE_REASONS;
        if (reason == null || !known.contains(reason)) {
            throw new UnusableElement(
                    "reason",
                    "unknown-reason",
                    "the service is known to say " + String.join(", ", new TreeSet<>(known))
                            + "; ask the source what this means");
        }
        return reason;
    }

    private static int minutes(JsonNode content, String field) throws UnusableElement {
        String text = JsonFields.text(content, field, field);
        boolean isNumber = text != null
                && !text.isEmpty()
                && text.length() <= 6
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int minutes = isNumber && text != null ? Integer.parseInt(text) : -1;
        if (minutes < 0 || minutes > MOST_MINUTES) {
            throw new UnusableElement(
                    field, "invalid-minutes", "minutes must be a whole number from 0 to " + MOST_MINUTES);
        }
        return minutes;
    }

    SourceRecord lesson(long line, EdlevoAccount account, EdlevoAccount.LateArrival lateArrival)
            throws UnusableElement {
        EdlevoAccount.Mention leading = account.leading();
        EdlevoAccount.Minutes minutes = account.minutes(lateArrival);
        return new SourceRecord(EdlevoFormat.LESSON, line, new @Nullable String[] {
            person.number(),
            person.id(),
            rowId,
            account.modified().toString(),
            leading.unitId(),
            skolenhetskod(leading.unitId()),
            schoolForm,
            leading.subjectCode(),
            leading.from().toString(),
            Integer.toString(minutes.offered()),
            Integer.toString(minutes.present()),
            Integer.toString(minutes.valid()),
            Integer.toString(minutes.invalid()),
            minutes.late() == null ? null : minutes.late().toString(),
            Boolean.toString(!account.presence().isSilent())
        });
    }

    SourceRecord aggregation(long line, EdlevoAccount account, EdlevoAccount.LateArrival lateArrival)
            throws UnusableElement {
        account.requireOneSumAReason();
        EdlevoAccount.Mention leading = account.leading();
        EdlevoAccount.Minutes minutes = account.minutes(lateArrival);
        return new SourceRecord(EdlevoFormat.AGGREGATION, line, new @Nullable String[] {
            person.number(),
            person.id(),
            account.modified().toString(),
            leading.unitId(),
            skolenhetskod(leading.unitId()),
            schoolForm,
            rowId,
            leading.subjectCode(),
            from.toString(),
            to.toString(),
            Integer.toString(minutes.offered()),
            Integer.toString(minutes.present()),
            Integer.toString(minutes.valid()),
            Integer.toString(minutes.invalid()),
            minutes.late() == null ? null : minutes.late().toString()
        });
    }

    SourceRecord preschoolAbsence(long line) {
        return new SourceRecord(EdlevoFormat.PRESCHOOL_ABSENCE, line, new @Nullable String[] {
            person.number(),
            person.id(),
            rowId,
            modified,
            unitId,
            skolenhetskod(unitId),
            schoolForm,
            from.toString(),
            to.toString()
        });
    }

    /** Where a source puts the national code in place of its own id, no table is needed. */
    private static @Nullable String skolenhetskod(@Nullable String unitId) {
        return unitId != null && unitId.matches("[0-9]{8}") ? unitId : null;
    }
}
