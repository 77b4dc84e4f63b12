package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.source.Ss12000Entities.Activity;
import se.tvarsyn.source.Ss12000Entities.Enrolment;
import se.tvarsyn.source.Ss12000Entities.Event;
import se.tvarsyn.source.Ss12000Entities.Organisation;
import se.tvarsyn.source.Ss12000Entities.OwnSchedule;
import se.tvarsyn.source.Ss12000Entities.Person;

/** Keeps reference entities as they come by, and joins enrolments and attendances with them. */
final class Ss12000Elements implements PagesReading.Element {
    /** Deeper than every organisation of the standard; stops a circle of parents. */
    private static final int MAX_PARENTS = 20;

    private final ReferenceStore store;
    private final ReferenceStore.Entities<Organisation> organisations;
    private final ReferenceStore.Entities<Activity> activities;
    private final ReferenceStore.Entities<Event> events;
    private final ReferenceStore.Entities<Person> persons;
    private final Clock clock;
    private final PagesReading.Totals totals;

    Ss12000Elements(ReferenceStore store, Clock clock, PagesReading.Totals totals) {
        this.store = store;
        this.clock = clock;
        this.totals = totals;
        organisations = store.entities(Ss12000Format.ORGANISATIONS, Organisation.PACKING);
        activities = store.entities(Ss12000Format.ACTIVITIES, Activity.PACKING);
        events = store.entities(Ss12000Format.CALENDAR_EVENTS, Event.PACKING);
        persons = store.entities(Ss12000Format.PERSONS, Person.PACKING);
    }

    @Override
    public void read(String endpoint, JsonNode element, long ordinal, BlockBuilder block) throws UnusableElement {
        if (endpoint.equals(Ss12000Format.ATTENDANCES)) {
            block.add(attendance(element, ordinal));
            return;
        }
        String id = Ss12000Entities.id(element);
        switch (endpoint) {
            case Ss12000Format.ORGANISATIONS -> organisations.put(id, Organisation.read(element));
            case Ss12000Format.ACTIVITIES -> activities.put(id, Activity.read(element));
            case Ss12000Format.CALENDAR_EVENTS -> events.put(id, Event.read(element));
            default -> {
                Person person = Person.read(element, LocalDate.now(clock.withZone(SourceTime.ZONE)));
                persons.put(id, person);
                enrolments(id, person, ordinal, block);
            }
        }
        totals.count(endpoint);
    }

    private void enrolments(String id, Person person, long ordinal, BlockBuilder block) {
        Map<List<@Nullable Object>, Integer> alike = new HashMap<>();
        for (Enrolment one : person.enrolments()) {
            Unit unit = unit(one.organisationId());
            List<@Nullable Object> key =
                    java.util.Arrays.asList(one.organisationId(), one.schoolType(), one.firstDay());
            LocalDate lastDay = one.lastDay();
            block.add(new SourceRecord(Ss12000Format.ENROLMENT, ordinal, new @Nullable String[] {
                id,
                modifiedText(Math.max(person.modified(), unit.modified())),
                person.civicNo(),
                person.sex(),
                marking(person.securityMarking(), null, null),
                person.birthYear() == null ? null : person.birthYear().toString(),
                unit.code(),
                one.organisationId(),
                one.schoolType(),
                one.schoolYear(),
                one.firstDay() == null ? null : one.firstDay().toString(),
                lastDay == null ? null : lastDay.plusDays(1).toString(),
                Boolean.toString(one.cancelled()),
                Integer.toString(alike.merge(key, 1, Integer::sum))
            }));
        }
    }

    private SourceRecord attendance(JsonNode element, long ordinal) throws UnusableElement {
        String id = Ss12000Entities.id(element);
        long modified = Ss12000Entities.modifiedAt(element);
        JsonNode student = JsonFields.object(element, "student", "student");
        String studentId = JsonFields.text(student, "id", "student.id");
        String ownMarking = JsonFields.text(student, "securityMarking", "student.securityMarking");
        Event event = events.get(JsonFields.reference(element, "calendarEvent"));
        if (event == null) {
            throw new UnusableElement(
                    "calendarEvent.id",
                    "unknown-calendar-event",
                    "pull calendarEvents for the same time as attendances: without the event the day is unknown");
        }
        Person person = persons.get(studentId);
        if (person == null || studentId == null) {
            throw new UnusableElement(
                    "student.id",
                    "unknown-student",
                    "pull persons for the same schools as attendances: without the person nobody knows who it is");
        }
        OwnSchedule own = event.exceptionOf(studentId);
        long start = own == null || own.start() == Ss12000Entities.NO_TIME ? event.start() : own.start();
        LocalDate day = Instant.ofEpochMilli(start).atZone(SourceTime.ZONE).toLocalDate();

        Activity activity = activities.get(event.activityId());
        String organisationId = activity == null ? null : activity.organisationId();
        Unit unit = unit(organisationId);
        Enrolment enrolment = enrolmentOn(day, person, organisationId, unit);
        if (unit.code() == null && !unit.isUnit() && enrolment != null) {
            Unit enroled = unit(enrolment.organisationId());
            unit = new Unit(
                    enroled.code(), enroled.id(), enroled.isUnit(), Math.max(unit.modified(), enroled.modified()));
            organisationId = enrolment.organisationId() == null ? organisationId : enrolment.organisationId();
        }
        modified = Math.max(Math.max(modified, event.modified()), Math.max(person.modified(), unit.modified()));
        if (activity != null) {
            modified = Math.max(modified, activity.modified());
        }
        return new SourceRecord(Ss12000Format.ATTENDANCE, ordinal, new @Nullable String[] {
            id,
            modifiedText(modified),
            studentId,
            person.civicNo(),
            person.sex(),
            marking(ownMarking, own == null ? null : own.securityMarking(), person.securityMarking()),
            unit.code(),
            organisationId,
            enrolment == null ? null : enrolment.schoolType(),
            enrolment == null ? null : enrolment.schoolYear(),
            day.toString(),
            event.cancelled() ? "true" : "false",
            own == null || own.participates() ? "true" : "false",
            offeredMinutes(event, own, start),
            JsonFields.text(element, "isReported", "isReported"),
            JsonFields.text(element, "attendanceMinutes", "attendanceMinutes"),
            JsonFields.text(element, "validAbsenceMinutes", "validAbsenceMinutes"),
            JsonFields.text(element, "invalidAbsenceMinutes", "invalidAbsenceMinutes"),
            JsonFields.text(element, "otherAttendanceMinutes", "otherAttendanceMinutes"),
            activity == null ? null : activity.type()
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
        if (event.teachingLength() != null) {
            return event.teachingLength();
        }
        long end = own == null || own.end() == Ss12000Entities.NO_TIME ? event.end() : own.end();
        return end == Ss12000Entities.NO_TIME ? null : Long.toString((end - start) / 60_000);
    }

    /**
     * A school unit that was looked for from some organisation upwards.
     *
     * @param isUnit whether a unit was found at all; its code may still be missing
     */
    private record Unit(@Nullable String code, @Nullable String id, boolean isUnit, long modified) {}

    private Unit unit(@Nullable String organisationId) {
        String id = organisationId;
        long modified = Ss12000Entities.NO_TIME;
        for (int i = 0; i < MAX_PARENTS; i++) {
            Organisation organisation = organisations.get(id);
            if (organisation == null) {
                break;
            }
            modified = Math.max(modified, organisation.modified());
            // A unit whose code is missing stays without: its parent's code would be another unit's.
            if (organisation.schoolUnitCode() != null || organisation.isUnit()) {
                return new Unit(organisation.schoolUnitCode(), id, true, modified);
            }
            id = organisation.parentId();
        }
        return new Unit(null, null, false, modified);
    }

    /** The enrolment in force that day: the one at the lesson's unit, else the one that began last. */
    private @Nullable Enrolment enrolmentOn(LocalDate day, Person person, @Nullable String organisationId, Unit unit) {
        Enrolment best = null;
        boolean isBestHere = false;
        for (Enrolment one : person.enrolments()) {
            if (!one.isInForce(day)) {
                continue;
            }
            String at = one.organisationId();
            boolean isHere = at != null && (at.equals(organisationId) || at.equals(unit.id()));
            if (best == null || (isHere == isBestHere ? began(one) >= began(best) : isHere)) {
                best = one;
                isBestHere = isHere;
            }
        }
        return best;
    }

    private static long began(Enrolment enrolment) {
        return enrolment.firstDay() == null
                ? Ss12000Entities.NO_TIME
                : enrolment.firstDay().toEpochDay();
    }

    /**
     * The most protective of what the source says in several places: everything but "Ingen" protects, words that this
     * version does not know included, so that mapping fails closed.
     */
    private static String marking(@Nullable String... markings) {
        String found = "";
        for (String one : markings) {
            if (one != null && !one.equals("Ingen")) {
                return one;
            }
            if (one != null) {
                found = one;
            }
        }
        return found;
    }

    private static @Nullable String modifiedText(long modified) {
        return modified == Ss12000Entities.NO_TIME
                ? null
                : Instant.ofEpochMilli(modified).toString();
    }

    @Override
    public void close() {
        store.close();
    }
}
