package se.tvarsyn.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SS 12000 v2 pages of the units that have an API, made anew for every request: nothing is held. A position in the
 * sequence of attendances or events is one number, day, class, block and member packed, so that a page can begin
 * anywhere.
 */
final class Ss12000Pages {
    static final List<String> ENDPOINTS = List.of(
            "organisations", "persons", "activities", "calendarEvents", "attendances", "absences", "grades", "groups");
    private static final int STAFF = 40;
    private static final String CREATED = "2025-08-18T06:00:00+02:00";
    private static final Instant CREATED_AT = Instant.parse("2025-08-18T04:00:00Z");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    private static final JsonFactory JSON = new JsonFactory();
    private static final int ORGANISATION = 0;
    private static final int PERSON = 1;
    private static final int ACTIVITY = 2;
    private static final int EVENT = 3;
    private static final int ATTENDANCE = 4;
    private static final int STAFF_MEMBER = 5;
    private static final int GROUP = 6;

    private final Schooling schooling;
    private final List<Pupil> pupils;
    private final List<Schooling.SchoolClass> classes;
    /** As text: every attendance names one. */
    private final String[] personIds;

    private final List<TestNumbers.Born> staff = TestNumbers.listed(1979).subList(0, STAFF);

    Ss12000Pages(Schooling schooling) {
        this.schooling = schooling;
        pupils = schooling.pupils.stream()
                .filter(p -> unit(p.firstClass).isRest())
                .toList();
        classes = schooling.classes.stream()
                .filter(c -> schooling.unitOf(c).isRest())
                .toList();
        personIds = schooling.pupils.stream()
                .map(pupil -> personId(pupil).toString())
                .toArray(String[]::new);
    }

    /**
     * What a page is cut from.
     *
     * @param onOrAfter first start of an event or of an attendance's event, inclusive
     * @param onOrBefore last start, inclusive
     * @param modifiedAfter exclusive; {@link Instant#MIN} for everything
     */
    record Cut(String endpoint, Instant onOrAfter, Instant onOrBefore, Instant modifiedAfter) {}

    List<Pupil> pupils() {
        return pupils;
    }

    List<Schooling.SchoolClass> classes() {
        return classes;
    }

    private SchoolUnit unit(int schoolClass) {
        return schooling.unitOf(schooling.classes.get(schoolClass));
    }

    /** Writes every endpoint as saved responses, {@code persons-page1.json} and so on. */
    void writeTo(Path folder, int pageSize) throws IOException {
        Files.createDirectories(folder);
        for (String endpoint : ENDPOINTS) {
            Cut cut = new Cut(endpoint, Instant.MIN, Instant.MAX, Instant.MIN);
            long position = 0;
            for (int page = 1; position >= 0; page++) {
                try (OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(folder.resolve(endpoint + "-page" + page + ".json")), 1 << 16)) {
                    position = write(cut, position, pageSize, out, next -> "page-" + next);
                }
            }
        }
    }

    /** Makes the token of a position. */
    interface Tokens {
        String token(long position);
    }

    /**
     * Writes one page.
     *
     * @param from position of its first entity, 0 for the first page
     * @return position of the next page's first entity, −1 where this is the last
     */
    long write(Cut cut, long from, int limit, OutputStream out, Tokens tokens) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("data");
            long next =
                    switch (cut.endpoint()) {
                        case "organisations" -> organisations(json, cut, from, limit);
                        case "persons" -> persons(json, cut, from, limit);
                        case "activities" -> activities(json, cut, from, limit);
                        case "calendarEvents" -> lessons(json, cut, from, limit, false);
                        case "attendances" -> lessons(json, cut, from, limit, true);
                        default -> -1;
                    };
            json.writeEndArray();
            if (next < 0) {
                json.writeNullField("pageToken");
            } else {
                json.writeStringField("pageToken", tokens.token(next));
            }
            json.writeEndObject();
            return next;
        }
    }

    private long organisations(JsonGenerator json, Cut cut, long from, int limit) throws IOException {
        List<SchoolUnit> units =
                schooling.units.stream().filter(SchoolUnit::isRest).toList();
        long end = Math.min(units.size() + 1L, from + limit);
        for (int i = (int) from; i < end && CREATED_AT.isAfter(cut.modifiedAfter()); i++) {
            json.writeStartObject();
            if (i == 0) {
                head(json, schooling.id(ORGANISATION, -1, 0), CREATED);
                json.writeStringField("displayName", "Påhittade kommun");
                json.writeStringField("organisationType", "Huvudman");
                json.writeStringField("organisationNumber", "2120000001");
            } else {
                SchoolUnit unit = units.get(i - 1);
                head(json, schooling.id(ORGANISATION, unit.index(), 0), CREATED);
                json.writeStringField("displayName", unit.name());
                json.writeStringField("organisationCode", "P" + unit.index());
                json.writeStringField("organisationType", "Skolenhet");
                reference(json, "parentOrganisation", schooling.id(ORGANISATION, -1, 0));
                json.writeStringField("schoolUnitCode", unit.code());
                json.writeArrayFieldStart("schoolTypes");
                if (unit.lowestGrade() == 0) {
                    json.writeString("FKLASS");
                }
                json.writeString("GR");
                json.writeEndArray();
            }
            json.writeStringField("municipalityCode", "0687");
            json.writeEndObject();
        }
        return end > units.size() ? -1 : end;
    }

    private long persons(JsonGenerator json, Cut cut, long from, int limit) throws IOException {
        int size = pupils.size() + STAFF;
        int written = 0;
        int i = (int) from;
        for (; i < size && written < limit; i++) {
            OffsetDateTime modified = i < pupils.size() ? modified(pupils.get(i)) : OffsetDateTime.parse(CREATED);
            if (!modified.toInstant().isAfter(cut.modifiedAfter())) {
                continue;
            }
            written++;
            json.writeStartObject();
            if (i < pupils.size()) {
                pupil(json, pupils.get(i), OFFSET.format(modified));
            } else {
                staffMember(json, i - pupils.size());
            }
            json.writeEndObject();
        }
        return i < size ? i : -1;
    }

    /** Moving to another unit changes the person's enrolments. */
    private OffsetDateTime modified(Pupil pupil) {
        int day = pupil.movesOn < schooling.year.count() ? pupil.movesOn : pupil.startsOn;
        return schooling.year.at(day, 360);
    }

    private void pupil(JsonGenerator json, Pupil pupil, String modified) throws IOException {
        head(json, personId(pupil), modified);
        json.writeStringField("givenName", pupil.givenName);
        json.writeStringField("familyName", pupil.familyName);
        json.writeArrayFieldStart("eduPersonPrincipalNames");
        json.writeString("elev" + pupil.index + "@edu.example.se");
        json.writeEndArray();
        if (pupil.number != null) {
            json.writeObjectFieldStart("civicNo");
            boolean isDashed = pupil.index % 50 == 7 && !pupil.number.contains("TF");
            json.writeStringField(
                    "value", isDashed ? pupil.number.substring(0, 8) + "-" + pupil.number.substring(8) : pupil.number);
            json.writeStringField("nationality", "SE");
            json.writeEndObject();
        }
        json.writeStringField("birthDate", pupil.born.on().toString());
        Boolean isWoman = Schooling.saidToBeWoman(pupil);
        json.writeStringField("sex", isWoman == null ? "Okänt" : isWoman ? "Kvinna" : "Man");
        json.writeStringField("securityMarking", pupil.marking);
        json.writeStringField("personStatus", "Aktiv");
        json.writeArrayFieldStart("addresses");
        json.writeStartObject();
        json.writeStringField("type", "Folkbokföring");
        json.writeStringField("streetAddress", "Påhittgatan " + (1 + pupil.index % 90));
        json.writeStringField("postalCode", "57300");
        json.writeStringField("locality", "Provstad");
        json.writeNumberField("countyCode", 6);
        json.writeNumberField("municipalityCode", 87);
        json.writeEndObject();
        json.writeEndArray();
        json.writeArrayFieldStart("enrolments");
        boolean moves = pupil.movesOn < schooling.year.count();
        LocalDate moved = moves ? schooling.year.day(pupil.movesOn) : null;
        enrolment(
                json,
                pupil,
                pupil.firstClass,
                schooling.year.day(pupil.startsOn),
                moved == null ? null : moved.minusDays(1));
        if (moved != null) {
            enrolment(json, pupil, pupil.secondClass, moved, null);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("responsibles");
        json.writeEndArray();
    }

    private void enrolment(JsonGenerator json, Pupil pupil, int schoolClass, LocalDate from, @Nullable LocalDate to)
            throws IOException {
        json.writeStartObject();
        reference(
                json, "enroledAt", schooling.id(ORGANISATION, unit(schoolClass).index(), 0));
        json.writeNumberField("schoolYear", pupil.grade);
        json.writeStringField("schoolType", pupil.grade == 0 ? "FKLASS" : "GR");
        json.writeStringField("startDate", from.toString());
        if (to != null) {
            json.writeStringField("endDate", to.toString());
        }
        json.writeBooleanField("cancelled", false);
        json.writeEndObject();
    }

    private void staffMember(JsonGenerator json, int index) throws IOException {
        head(json, schooling.id(STAFF_MEMBER, index, 0), CREATED);
        json.writeStringField("givenName", MadeUpNames.GIVEN.get(index % MadeUpNames.GIVEN.size()));
        json.writeStringField("familyName", "Lärarsson-" + MadeUpNames.FAMILY.get(index % MadeUpNames.FAMILY.size()));
        json.writeObjectFieldStart("civicNo");
        json.writeStringField("value", staff.get(index).number());
        json.writeEndObject();
        json.writeStringField("securityMarking", "Ingen");
        json.writeArrayFieldStart("enrolments");
        json.writeEndArray();
    }

    private long activities(JsonGenerator json, Cut cut, long from, int limit) throws IOException {
        int size = classes.size() * SchoolYear.BLOCKS;
        int written = 0;
        int i = (int) from;
        for (; i < size && written < limit; i++) {
            Schooling.SchoolClass schoolClass = classes.get(i / SchoolYear.BLOCKS);
            int block = i % SchoolYear.BLOCKS;
            if (block >= SchoolYear.blocks(schoolClass.grade()) || !CREATED_AT.isAfter(cut.modifiedAfter())) {
                continue;
            }
            written++;
            json.writeStartObject();
            head(json, activityId(schoolClass, block), CREATED);
            json.writeStringField("displayName", schoolClass.name() + " pass " + (block + 1));
            json.writeBooleanField("calendarEventsRequired", true);
            json.writeStringField("startDate", SchoolYear.FIRST.toString());
            json.writeStringField("endDate", SchoolYear.LAST.toString());
            json.writeStringField("activityType", "Undervisning");
            json.writeArrayFieldStart("groups");
            json.writeStartObject();
            json.writeStringField(
                    "id", schooling.id(GROUP, schoolClass.index(), 0).toString());
            json.writeEndObject();
            json.writeEndArray();
            reference(json, "organisation", schooling.id(ORGANISATION, schoolClass.unit(), 0));
            json.writeEndObject();
        }
        return i < size ? i : -1;
    }

    /** Events, or the attendances of their pupils, in order of day, class, block and member. */
    private long lessons(JsonGenerator json, Cut cut, long from, int limit, boolean isAttendance) throws IOException {
        SchoolYear year = schooling.year;
        int written = 0;
        for (int day = (int) (from >>> 32); day < year.count(); day++) {
            boolean isFirstDay = day == (int) (from >>> 32);
            for (int c = isFirstDay ? (int) (from >>> 16) & 0xFFFF : 0; c < classes.size(); c++) {
                Schooling.SchoolClass schoolClass = classes.get(c);
                boolean isFirstClass = isFirstDay && c == ((int) (from >>> 16) & 0xFFFF);
                int firstBlock = isFirstClass ? (int) (from >>> 8) & 0xFF : 0;
                for (int block = firstBlock; block < SchoolYear.blocks(schoolClass.grade()); block++) {
                    long here = ((long) day << 32) | ((long) c << 16) | ((long) block << 8);
                    OffsetDateTime start = year.at(day, SchoolYear.startMinute(schoolClass.grade(), block));
                    Instant at = start.toInstant();
                    if (at.isBefore(cut.onOrAfter()) || at.isAfter(cut.onOrBefore())) {
                        continue;
                    }
                    OffsetDateTime end = start.plusMinutes(year.minutes(schoolClass.grade(), block, day));
                    if (!end.plusMinutes(10).toInstant().isAfter(cut.modifiedAfter())) {
                        continue;
                    }
                    if (isAttendance) {
                        int first = isFirstClass && block == firstBlock ? (int) from & 0xFF : 0;
                        int[] members = schooling.members(schoolClass.index());
                        Lesson lesson = lesson(schoolClass, day, block, end);
                        for (int m = first; m < members.length; m++) {
                            Pupil pupil = schooling.pupils.get(members[m]);
                            byte outcome = schooling.outcome(
                                    pupil, schoolClass.index(), day, block, lesson.isReportedByTeacher());
                            if (outcome == Outcome.NOT_ENROLLED) {
                                continue;
                            }
                            if (written == limit) {
                                return here | m;
                            }
                            attendance(json, lesson, pupil, outcome);
                            written++;
                        }
                    } else {
                        if (written == limit) {
                            return here;
                        }
                        event(json, schoolClass, day, block, start, end);
                        written++;
                    }
                }
            }
        }
        return -1;
    }

    private void event(
            JsonGenerator json,
            Schooling.SchoolClass schoolClass,
            int day,
            int block,
            OffsetDateTime start,
            OffsetDateTime end)
            throws IOException {
        json.writeStartObject();
        head(json, eventId(schoolClass, day, block), OFFSET.format(end.plusMinutes(10)));
        reference(json, "activity", activityId(schoolClass, block));
        json.writeStringField("startTime", OFFSET.format(start));
        json.writeStringField("endTime", OFFSET.format(end));
        json.writeBooleanField("cancelled", schooling.isCancelled(schoolClass.index(), day, block));
        if (block == 0) {
            json.writeNumberField("teachingLengthStudent", schooling.year.minutes(schoolClass.grade(), block, day));
        }
        json.writeArrayFieldStart("studentExceptions");
        for (int member : schooling.members(schoolClass.index())) {
            Pupil pupil = schooling.pupils.get(member);
            boolean isShortened = pupil.schedule == Pupil.Schedule.SHORTENED && block == 1;
            boolean participates = schooling.participates(pupil, day, block);
            if (pupil.classOn(day) == schoolClass.index() && (isShortened || !participates)) {
                json.writeStartObject();
                reference(json, "student", personId(pupil));
                json.writeBooleanField("participates", participates);
                if (isShortened) {
                    json.writeNumberField("teachingLength", schooling.offered(pupil, day, block));
                }
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private record Lesson(
            Schooling.SchoolClass schoolClass,
            int day,
            int block,
            String event,
            String reported,
            boolean isCancelled,
            boolean isReportedByTeacher,
            String teacher) {}

    private Lesson lesson(Schooling.SchoolClass schoolClass, int day, int block, OffsetDateTime end) {
        return new Lesson(
                schoolClass,
                day,
                block,
                eventId(schoolClass, day, block).toString(),
                OFFSET.format(end.plusMinutes(10)),
                schooling.isCancelled(schoolClass.index(), day, block),
                schooling.isReportedByTeacher(schoolClass.index(), day, block),
                schooling.id(STAFF_MEMBER, schoolClass.index() % STAFF, 0).toString());
    }

    private void attendance(JsonGenerator json, Lesson lesson, Pupil pupil, byte outcome) throws IOException {
        boolean isReported = isReported(lesson.isCancelled(), pupil, lesson.day(), lesson.block(), outcome);
        json.writeStartObject();
        UUID id = schooling.id(ATTENDANCE, pupil.index, lesson.day() * 8L + lesson.block());
        head(json, id, lesson.reported());
        json.writeObjectFieldStart("calendarEvent");
        json.writeStringField("id", lesson.event());
        json.writeEndObject();
        json.writeObjectFieldStart("student");
        json.writeStringField("id", personIds[pupil.index]);
        json.writeStringField("securityMarking", pupil.marking);
        json.writeEndObject();
        json.writeBooleanField("isReported", isReported);
        if (isReported) {
            int offered = schooling.offered(pupil, lesson.day(), lesson.block());
            int valid = Outcome.validMinutes(outcome, offered);
            int invalid = Outcome.invalidMinutes(outcome, offered);
            int other = outcome == Outcome.ELSEWHERE ? offered : 0;
            json.writeObjectFieldStart("reporter");
            json.writeStringField("id", lesson.teacher());
            json.writeEndObject();
            json.writeNumberField("attendanceMinutes", offered - valid - invalid - other);
            json.writeNumberField("validAbsenceMinutes", valid);
            json.writeNumberField("invalidAbsenceMinutes", invalid);
            json.writeNumberField("otherAttendanceMinutes", other);
            if (valid > 0) {
                json.writeStringField("absenceReason", Outcome.reason(outcome));
            }
            json.writeStringField("reportedTimestamp", lesson.reported());
        }
        json.writeEndObject();
    }

    /** Nobody reports a lesson that was cancelled or that the pupil was not to attend. */
    boolean isReported(boolean isCancelled, Pupil pupil, int day, int block, byte outcome) {
        return !isCancelled && outcome != Outcome.UNREPORTED && schooling.participates(pupil, day, block);
    }

    private UUID personId(Pupil pupil) {
        return schooling.id(PERSON, pupil.index, 0);
    }

    private UUID activityId(Schooling.SchoolClass schoolClass, int block) {
        return schooling.id(ACTIVITY, schoolClass.index(), block);
    }

    private UUID eventId(Schooling.SchoolClass schoolClass, int day, int block) {
        return schooling.id(EVENT, schoolClass.index(), day * 8L + block);
    }

    private static void head(JsonGenerator json, UUID id, String modified) throws IOException {
        json.writeStringField("id", id.toString());
        json.writeObjectFieldStart("meta");
        json.writeStringField("created", CREATED);
        json.writeStringField("modified", modified);
        json.writeEndObject();
    }

    private static void reference(JsonGenerator json, String field, UUID id) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("id", id.toString());
        json.writeEndObject();
    }
}
