package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.source.Ss12000CareEntities.Stay;
import se.tvarsyn.source.Ss12000CareEntities.Syllabus;
import se.tvarsyn.source.Ss12000Entities.Activity;
import se.tvarsyn.source.Ss12000Entities.Enrolment;
import se.tvarsyn.source.Ss12000Entities.Organisation;
import se.tvarsyn.source.Ss12000Entities.Person;
import se.tvarsyn.source.Ss12000References.Place;
import se.tvarsyn.source.Ss12000References.Unit;

/** Keeps reference entities as they come by, and makes flat records of what refers to them. */
final class Ss12000Elements implements PagesReading.Element {
    private final Ss12000References references;
    private final Ss12000Lessons lessons;
    private final Ss12000CareDays careDays;
    private final Clock clock;
    private final PagesReading.Totals totals;
    private final boolean hasPersons;

    /** @param hasPersons whether the delivery holds pages of persons at all */
    Ss12000Elements(Ss12000References references, Clock clock, PagesReading.Totals totals, boolean hasPersons) {
        this.references = references;
        this.lessons = new Ss12000Lessons(references);
        this.careDays = new Ss12000CareDays(references);
        this.clock = clock;
        this.totals = totals;
        this.hasPersons = hasPersons;
    }

    @Override
    public void read(String endpoint, JsonNode element, long ordinal, BlockBuilder block) throws UnusableElement {
        switch (endpoint) {
            case Ss12000Format.ATTENDANCES -> {
                String eventId = JsonFields.reference(element, "calendarEvent");
                block.add(lessons.attendance(element, eventId, references.events.get(eventId), ordinal));
            }
            case Ss12000Format.ABSENCES -> block.add(absence(element, ordinal));
            case Ss12000Format.GRADES -> block.add(grade(element, ordinal));
            case Ss12000Format.AGGREGATED_ATTENDANCE -> block.add(aggregated(element, ordinal));
            case Ss12000Format.DELETED_ENTITIES -> {
                SourceRecord deleted = Ss12000Deletions.read(element, ordinal);
                if (deleted == null) {
                    totals.count("deleted entities of other kinds");
                } else {
                    block.add(deleted);
                }
            }
            default -> {
                reference(endpoint, Ss12000Entities.id(element), element, ordinal, block);
                totals.count(endpoint);
            }
        }
    }

    private void reference(String endpoint, String id, JsonNode element, long ordinal, BlockBuilder block)
            throws UnusableElement {
        switch (endpoint) {
            case Ss12000Format.ORGANISATIONS -> references.organisations.put(id, Organisation.read(element));
            case Ss12000Format.SYLLABUSES -> references.syllabuses.put(id, Syllabus.read(element));
            case Ss12000Format.ACTIVITIES -> references.activities.put(id, Activity.read(element));
            case Ss12000Format.GROUPS -> references.group(id, element);
            case Ss12000Format.CALENDAR_EVENTS -> lessons.event(id, element, ordinal, block);
            case Ss12000Format.PLACEMENTS -> placement(id, element, ordinal, block);
            case Ss12000Format.ATTENDANCE_EVENTS -> careDays.take(id, element, ordinal);
            default -> person(id, element, ordinal, block);
        }
    }

    @Override
    public boolean finishMore(BlockBuilder block) {
        return careDays.oneDay(block);
    }

    private void person(String id, JsonNode element, long ordinal, BlockBuilder block) throws UnusableElement {
        Person person = Person.read(element, LocalDate.now(clock.withZone(SourceTime.ZONE)));
        references.persons.put(id, person);
        block.add(new SourceRecord(Ss12000Layouts.PERSON, ordinal, new @Nullable String[] {
            id,
            Ss12000References.modifiedText(person.modified()),
            person.civicNo(),
            Ss12000References.marking(person.securityMarking())
        }));
        enrolments(id, person, ordinal, block);
    }

    private void enrolments(String id, Person person, long ordinal, BlockBuilder block) {
        Map<List<@Nullable Object>, Integer> alike = new HashMap<>();
        for (Enrolment one : person.enrolments()) {
            Unit unit = references.unit(one.organisationId());
            List<@Nullable Object> key =
                    java.util.Arrays.asList(one.organisationId(), one.schoolType(), one.firstDay());
            block.add(new SourceRecord(Ss12000Layouts.ENROLMENT, ordinal, new @Nullable String[] {
                id,
                Ss12000References.modifiedText(Math.max(person.modified(), unit.modified())),
                person.civicNo(),
                person.sex(),
                Ss12000References.marking(person.securityMarking()),
                birthYear(person),
                unit.code(),
                one.organisationId(),
                one.schoolType(),
                one.schoolYear(),
                text(one.firstDay()),
                dayAfter(one.lastDay()),
                Boolean.toString(one.cancelled()),
                Integer.toString(alike.merge(key, 1, Integer::sum))
            }));
        }
    }

    private void placement(String id, JsonNode element, long ordinal, BlockBuilder block) throws UnusableElement {
        JsonNode child = JsonFields.object(element, "child", "child");
        String childId = JsonFields.text(child, "id", "child.id");
        Person person = references.student(childId, "child.id", Ss12000Format.PLACEMENTS);
        Stay placement = Stay.placement(id, element);
        references.stay(java.util.Objects.requireNonNull(childId), placement);
        Unit unit = references.unit(placement.organisationId());
        block.add(new SourceRecord(Ss12000Layouts.PLACEMENT, ordinal, new @Nullable String[] {
            id,
            Ss12000References.modifiedText(
                    Math.max(placement.modified(), Math.max(person.modified(), unit.modified()))),
            childId,
            person.civicNo(),
            person.sex(),
            Ss12000References.marking(Ss12000References.ownMarking(child, "child"), person.securityMarking()),
            birthYear(person),
            unit.code(),
            placement.organisationId(),
            placement.schoolType(),
            text(placement.firstDay()),
            dayAfter(placement.lastDay())
        }));
    }

    private SourceRecord absence(JsonNode element, long ordinal) throws UnusableElement {
        String id = Ss12000Entities.id(element);
        JsonNode student = JsonFields.object(element, "student", "student");
        String studentId = JsonFields.text(student, "id", "student.id");
        Person person = references.student(studentId, "student.id", Ss12000Format.ABSENCES);
        LocalDate startsOn = Ss12000Entities.day(element, "startTime", "startTime");
        if (startsOn == null) {
            throw new UnusableElement("startTime", "missing-time", "an absence must say when it starts");
        }
        LocalDate endsOn = lastDay(element, startsOn);
        if (endsOn != null && endsOn.isBefore(startsOn)) {
            throw new UnusableElement("endTime", "end-before-start", "the absence must not end before it starts");
        }
        Place place = references.place(JsonFields.reference(element, "organisation"), startsOn, person);
        return new SourceRecord(Ss12000Layouts.ABSENCE, ordinal, new @Nullable String[] {
            id,
            Ss12000References.modifiedText(
                    Math.max(Ss12000Entities.modifiedAt(element), Ss12000References.latest(person, place))),
            studentId,
            person.civicNo(),
            person.sex(),
            Ss12000References.marking(Ss12000References.ownMarking(student, "student"), person.securityMarking()),
            place.unit().code(),
            place.organisationId(),
            place.schoolType(),
            place.schoolYear(),
            startsOn.toString(),
            text(endsOn),
            JsonFields.text(element, "type", "type")
        });
    }

    /** Midnight between two days ends the first of them; a bare date is a day that belongs to the absence. */
    private static @Nullable LocalDate lastDay(JsonNode element, LocalDate startsOn) throws UnusableElement {
        String text = JsonFields.text(element, "endTime", "endTime");
        Instant end = SourceTime.instant(text, "endTime");
        if (text == null || end == null) {
            return null;
        }
        LocalDate day = end.atZone(SourceTime.ZONE).toLocalDate();
        boolean isMidnight = text.length() > 10
                && day.atStartOfDay(SourceTime.ZONE).toInstant().equals(end);
        return isMidnight && day.isAfter(startsOn) ? day.minusDays(1) : day;
    }

    private SourceRecord grade(JsonNode element, long ordinal) throws UnusableElement {
        String id = Ss12000Entities.id(element);
        JsonNode student = JsonFields.object(element, "student", "student");
        String studentId = JsonFields.text(student, "id", "student.id");
        Person person = references.student(studentId, "student.id", Ss12000Format.GRADES);
        Syllabus syllabus = references.syllabuses.get(JsonFields.reference(element, "syllabus"));
        if (syllabus == null) {
            throw new UnusableElement(
                    "syllabus.id", "unknown-syllabus", "pull syllabuses: without it the grade has no subject");
        }
        LocalDate gradedOn = Ss12000Entities.day(element, "registeredDate", "registeredDate");
        LocalDate day = gradedOn == null ? LocalDate.now(clock.withZone(SourceTime.ZONE)) : gradedOn;
        Place place = references.place(JsonFields.reference(element, "organisation"), day, person);
        String schoolType = syllabus.schoolType();
        return new SourceRecord(Ss12000Layouts.GRADE, ordinal, new @Nullable String[] {
            id,
            Ss12000References.modifiedText(Math.max(
                    Math.max(Ss12000Entities.modifiedAt(element), syllabus.modified()),
                    Ss12000References.latest(person, place))),
            studentId,
            person.civicNo(),
            person.sex(),
            Ss12000References.marking(Ss12000References.ownMarking(student, "student"), person.securityMarking()),
            place.unit().code(),
            place.organisationId(),
            schoolType != null ? schoolType : place.schoolType(),
            place.schoolYear(),
            syllabus.subject(),
            syllabus.courseCode(),
            syllabus.courseCode() != null ? syllabus.courseCode() : syllabus.subject(),
            JsonFields.text(element, "gradeValue", "gradeValue"),
            text(gradedOn),
            JsonFields.text(element, "semester", "semester"),
            JsonFields.text(element, "year", "year"),
            JsonFields.text(element, "finalGrade", "finalGrade"),
            JsonFields.text(element, "trial", "trial"),
            isAdapted(JsonFields.text(element, "adaptedStudyPlan", "adaptedStudyPlan")),
            JsonFields.text(element, "converted", "converted"),
            JsonFields.text(element, "correctionType", "correctionType")
        });
    }

    /** The standard's field is text that describes the plan; only whether there is one may go further. */
    private static String isAdapted(@Nullable String plan) {
        return Boolean.toString(plan != null && !plan.isBlank() && !plan.equals("false"));
    }

    private SourceRecord aggregated(JsonNode element, long ordinal) throws UnusableElement {
        JsonNode student = JsonFields.object(element, "student", "student");
        String studentId = JsonFields.text(student, "id", "student.id");
        String activityId = JsonFields.reference(element, "activity");
        if (studentId == null || activityId == null) {
            throw new UnusableElement(
                    studentId == null ? "student.id" : "activity.id",
                    "missing-id",
                    "sums have no id of their own: the source must name student and activity");
        }
        JsonNode embedded = JsonFields.object(element, "_embedded", "_embedded");
        Person person = aggregatedPerson(studentId, embedded);
        Activity activity = references.activities.get(activityId);
        JsonNode embeddedActivity = JsonFields.object(embedded, "activity", "_embedded.activity");
        if (activity == null && embeddedActivity != null) {
            activity = Activity.read(embeddedActivity);
        }
        LocalDate from = Ss12000Entities.day(element, "startDate", "startDate");
        LocalDate to = Ss12000Entities.day(element, "endDate", "endDate");
        if (from == null || to == null) {
            throw new UnusableElement(
                    from == null ? "startDate" : "endDate", "missing-date", "sums must say which days they are of");
        }
        if (to.isBefore(from)) {
            throw new UnusableElement("endDate", "end-before-start", "the period must not end before it begins");
        }
        Place place = references.place(activity == null ? null : activity.organisationId(), to, person);
        if (place.enrolment() == null) {
            place = references.place(activity == null ? null : activity.organisationId(), from, person);
        }
        return new SourceRecord(Ss12000Layouts.AGGREGATED_ATTENDANCE, ordinal, new @Nullable String[] {
            activityId,
            studentId,
            person.civicNo(),
            person.sex(),
            Ss12000References.marking(Ss12000References.ownMarking(student, "student"), person.securityMarking()),
            place.unit().code(),
            place.organisationId(),
            place.schoolType(),
            place.schoolYear(),
            from.toString(),
            to.toString(),
            JsonFields.text(element, "offeredSum", "offeredSum"),
            JsonFields.text(element, "reportedSum", "reportedSum"),
            JsonFields.text(element, "attendanceSum", "attendanceSum"),
            JsonFields.text(element, "validAbsenceSum", "validAbsenceSum"),
            JsonFields.text(element, "invalidAbsenceSum", "invalidAbsenceSum"),
            JsonFields.text(element, "otherAttendanceSum", "otherAttendanceSum")
        });
    }

    /**
     * One vendor has this endpoint and no persons (PING PONG, Stockholm; read August 2026): then the pupil is known by
     * the source's own id only, stays in this feed's figures and is joined with nothing.
     */
    private Person aggregatedPerson(String studentId, @Nullable JsonNode embedded) throws UnusableElement {
        Person known = references.persons.get(studentId);
        if (known != null) {
            return known;
        }
        JsonNode student = JsonFields.object(embedded, "student", "_embedded.student");
        if (student != null) {
            return Person.read(student, LocalDate.now(clock.withZone(SourceTime.ZONE)));
        }
        return hasPersons
                ? references.student(studentId, "student.id", Ss12000Format.AGGREGATED_ATTENDANCE)
                : new Person(null, null, null, null, List.of(), Ss12000Entities.NO_TIME);
    }

    private static @Nullable String birthYear(Person person) {
        return person.birthYear() == null ? null : person.birthYear().toString();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    /** The standard's last day belongs to the span; ours is half-open. */
    private static @Nullable String dayAfter(@Nullable LocalDate lastDay) {
        return lastDay == null ? null : lastDay.plusDays(1).toString();
    }

    @Override
    public void close() {
        references.close();
    }
}
