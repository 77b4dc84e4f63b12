package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.source.Ss12000Entities.Activity;
import se.tvarsyn.source.Ss12000Entities.Event;
import se.tvarsyn.source.Ss12000Entities.OwnSchedule;
import se.tvarsyn.source.Ss12000Entities.Person;
import se.tvarsyn.source.Ss12000References.Place;

/** Joins attendances with their events, wherever they stand: on pages of their own, or within their event. */
final class Ss12000Lessons {
    private final Ss12000References references;

    Ss12000Lessons(Ss12000References references) {
        this.references = references;
    }

    /** {@code expand=attendance}: an event that changed brings its attendances, which did not change themselves. */
    void event(String id, JsonNode element, long ordinal, BlockBuilder block) throws UnusableElement {
        Event event = Event.read(element);
        references.events.put(id, event);
        JsonNode embedded = JsonFields.object(element, "_embedded", "_embedded");
        if (embedded == null) {
            return;
        }
        JsonNode activity = JsonFields.object(embedded, "activity", "_embedded.activity");
        String activityId = event.activityId();
        if (activity != null && activityId != null && references.activities.get(activityId) == null) {
            references.activities.put(activityId, Activity.read(activity));
        }
        for (JsonNode one : JsonFields.objects(embedded, "attendance", "_embedded.attendance")) {
            try {
                // An older version of the event may follow a newer one; the newest decides for all of them.
                block.add(attendance(one, id, references.events.get(id), ordinal));
            } catch (UnusableElement unusable) {
                block.reject(unusable, ordinal, one.toString());
            }
        }
    }

    /**
     * Joins an attendance with its event.
     *
     * @param event null where no page holds it
     */
    SourceRecord attendance(JsonNode element, @Nullable String eventId, @Nullable Event event, long ordinal)
            throws UnusableElement {
        String id = Ss12000Entities.id(element);
        long modified = Ss12000Entities.modifiedAt(element);
        JsonNode student = JsonFields.object(element, "student", "student");
        String studentId = JsonFields.text(student, "id", "student.id");
        if (event == null) {
            throw new UnusableElement(
                    "calendarEvent.id",
                    "unknown-calendar-event",
                    "pull calendarEvents for the same time as attendances: without the event the day is unknown");
        }
        Person person = references.student(studentId, "student.id", Ss12000Format.ATTENDANCES);
        OwnSchedule own = event.exceptionOf(studentId == null ? "" : studentId);
        long start = own == null || own.start() == Ss12000Entities.NO_TIME ? event.start() : own.start();
        LocalDate day = Instant.ofEpochMilli(start).atZone(SourceTime.ZONE).toLocalDate();

        Activity activity = references.activities.get(event.activityId());
        Place place = references.place(activity == null ? null : activity.organisationId(), day, person);
        modified = Math.max(Math.max(modified, event.modified()), Ss12000References.latest(person, place));
        if (activity != null) {
            modified = Math.max(modified, activity.modified());
        }
        return new SourceRecord(Ss12000Layouts.ATTENDANCE, ordinal, new @Nullable String[] {
            id,
            Ss12000References.modifiedText(modified),
            studentId,
            person.civicNo(),
            person.sex(),
            Ss12000References.marking(
                    Ss12000References.ownMarking(student, "student"),
                    own == null ? null : own.securityMarking(),
                    person.securityMarking()),
            place.unit().code(),
            place.organisationId(),
            place.schoolType(),
            place.schoolYear(),
            day.toString(),
            event.cancelled() ? "true" : "false",
            own == null || own.participates() ? "true" : "false",
            offeredMinutes(event, own, start),
            JsonFields.text(element, "isReported", "isReported"),
            JsonFields.text(element, "attendanceMinutes", "attendanceMinutes"),
            JsonFields.text(element, "validAbsenceMinutes", "validAbsenceMinutes"),
            JsonFields.text(element, "invalidAbsenceMinutes", "invalidAbsenceMinutes"),
            JsonFields.text(element, "otherAttendanceMinutes", "otherAttendanceMinutes"),
            activity == null ? null : activity.type(),
            eventId
        });
    }

    /**
     * What the schedule offered this pupil (MODEL.md, Minutes). The standard's text ends at the activity, which only has
     * a total; the span of the event is our choice.
     */
    private static @Nullable String offeredMinutes(Event event, @Nullable OwnSchedule own, long start) {
        if (own != null && own.teachingLength() != null) {
            return own.teachingLength();
        }
        long end = own == null || own.end() == Ss12000Entities.NO_TIME ? event.end() : own.end();
        String span = end == Ss12000Entities.NO_TIME ? null : Long.toString((end - start) / 60_000);
        String teachingLength = event.teachingLength();
        if (teachingLength == null) {
            return span;
        }
        // Own times without an own length: nobody is taught longer than they are there.
        boolean hasOwnTimes =
                own != null && (own.start() != Ss12000Entities.NO_TIME || own.end() != Ss12000Entities.NO_TIME);
        return hasOwnTimes && span != null && isShorter(span, teachingLength) ? span : teachingLength;
    }

    private static boolean isShorter(String span, String teachingLength) {
        try {
            return Long.parseLong(span) < Long.parseLong(teachingLength);
        } catch (NumberFormatException e) {
            // Its message quotes the value; the mapping rejects what is no number.
            return false;
        }
    }
}
