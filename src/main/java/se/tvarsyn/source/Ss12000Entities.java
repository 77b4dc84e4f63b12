package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reference entities of SS 12000, each with only the fields that an attendance or an enrolment is made from. Names,
 * addresses, guardians, teachers and comments are not among them, so they cannot get further than the parser.
 *
 * <p>Fields by SS 12000:2020 (YAML 2.0.0 and 2.1.0) and Skolverket's reference API, read August 2026.
 */
final class Ss12000Entities {
    /** Stands for "the source gives no time"; smaller than every time. */
    static final long NO_TIME = Long.MIN_VALUE;

    private Ss12000Entities() {}

    static long modifiedAt(JsonNode element) throws UnusableElement {
        JsonNode meta = JsonFields.object(element, "meta", "meta");
        return millis(SourceTime.instant(JsonFields.text(meta, "modified", "meta.modified"), "meta.modified"));
    }

    static long millis(@Nullable Instant instant) {
        return instant == null ? NO_TIME : instant.toEpochMilli();
    }

    /** How a day is packed; {@link #NO_TIME} where there is none. */
    static long epochDay(@Nullable LocalDate day) {
        return day == null ? NO_TIME : day.toEpochDay();
    }

    static @Nullable LocalDate day(long epochDay) {
        return epochDay == NO_TIME ? null : LocalDate.ofEpochDay(epochDay);
    }

    static @Nullable LocalDate day(JsonNode parent, String field, String path) throws UnusableElement {
        return SourceTime.day(JsonFields.text(parent, field, path), path);
    }

    /** Whether a day lies in a span whose last day belongs to it; null is open. */
    static boolean isWithin(LocalDate day, @Nullable LocalDate firstDay, @Nullable LocalDate lastDay) {
        return (firstDay == null || !day.isBefore(firstDay)) && (lastDay == null || !day.isAfter(lastDay));
    }

    static String id(JsonNode element) throws UnusableElement {
        String id = JsonFields.text(element, "id", "id");
        if (id == null) {
            throw new UnusableElement("id", "missing-id", "the source must give every entity its id");
        }
        return id;
    }

    /** A school, a unit, a principal organiser. */
    record Organisation(
            @Nullable String type,
            @Nullable String schoolUnitCode,
            @Nullable String parentId,
            long modified) {
        static final ReferenceStore.Packing<Organisation> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Organisation entity, ReferenceStore.Packer to) throws IOException {
                to.text(entity.type);
                to.text(entity.schoolUnitCode);
                to.text(entity.parentId);
                to.number(entity.modified);
            }

            @Override
            public Organisation unpack(ReferenceStore.Unpacker from) throws IOException {
                return new Organisation(from.text(), from.text(), from.text(), from.number());
            }

            @Override
            public long modified(Organisation entity) {
                return entity.modified;
            }
        };

        static Organisation read(JsonNode element) throws UnusableElement {
            return new Organisation(
                    JsonFields.text(element, "organisationType", "organisationType"),
                    JsonFields.text(element, "schoolUnitCode", "schoolUnitCode"),
                    JsonFields.reference(element, "parentOrganisation"),
                    modifiedAt(element));
        }

        /** "Skolenhet" is the standard's word; a unit has a code of its own and takes none from above. */
        boolean isUnit() {
            return "Skolenhet".equals(type);
        }
    }

    /** What a calendar event is an occasion of. */
    record Activity(@Nullable String type, @Nullable String organisationId, long modified) {
        static final ReferenceStore.Packing<Activity> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Activity entity, ReferenceStore.Packer to) throws IOException {
                to.text(entity.type);
                to.text(entity.organisationId);
                to.number(entity.modified);
            }

            @Override
            public Activity unpack(ReferenceStore.Unpacker from) throws IOException {
                return new Activity(from.text(), from.text(), from.number());
            }

            @Override
            public long modified(Activity entity) {
                return entity.modified;
            }
        };

        static Activity read(JsonNode element) throws UnusableElement {
            return new Activity(
                    JsonFields.text(element, "activityType", "activityType"),
                    JsonFields.reference(element, "organisation"),
                    modifiedAt(element));
        }
    }

    /**
     * What one pupil's schedule says instead of the event's.
     *
     * @param start epoch milliseconds, {@link #NO_TIME} where the event's holds
     */
    record OwnSchedule(
            String studentId,
            @Nullable String securityMarking,
            boolean participates,
            long start,
            long end,
            @Nullable String teachingLength) {
        /** Never the values: a student's id is a person's. */
        @Override
        public String toString() {
            return "OwnSchedule";
        }
    }

    /** One lesson. Times are epoch milliseconds. */
    record Event(
            @Nullable String activityId,
            boolean cancelled,
            long start,
            long end,
            @Nullable String teachingLength,
            List<OwnSchedule> exceptions,
            long modified) {
        static final ReferenceStore.Packing<Event> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Event entity, ReferenceStore.Packer to) throws IOException {
                to.text(entity.activityId);
                to.flag(entity.cancelled);
                to.number(entity.start);
                to.number(entity.end);
                to.text(entity.teachingLength);
                to.number(entity.modified);
                to.number(entity.exceptions.size());
                for (OwnSchedule one : entity.exceptions) {
                    to.text(one.studentId);
                    to.text(one.securityMarking);
                    to.flag(one.participates);
                    to.number(one.start);
                    to.number(one.end);
                    to.text(one.teachingLength);
                }
            }

            @Override
            public Event unpack(ReferenceStore.Unpacker from) throws IOException {
                String activityId = from.text();
                boolean cancelled = from.flag();
                long start = from.number();
                long end = from.number();
                String teachingLength = from.text();
                long modified = from.number();
                long count = from.number();
                List<OwnSchedule> exceptions = new ArrayList<>();
                for (long i = 0; i < count; i++) {
                    String student = from.text();
                    exceptions.add(new OwnSchedule(
                            student == null ? "" : student,
                            from.text(),
                            from.flag(),
                            from.number(),
                            from.number(),
                            from.text()));
                }
                return new Event(activityId, cancelled, start, end, teachingLength, exceptions, modified);
            }

            @Override
            public long modified(Event entity) {
                return entity.modified;
            }
        };

        static Event read(JsonNode element) throws UnusableElement {
            List<OwnSchedule> exceptions = new ArrayList<>();
            for (JsonNode one : JsonFields.objects(element, "studentExceptions", "studentExceptions")) {
                JsonNode student = JsonFields.object(one, "student", "studentExceptions.student");
                String id = JsonFields.text(student, "id", "studentExceptions.student.id");
                if (id == null) {
                    throw new UnusableElement(
                            "studentExceptions.student.id", "missing-id", "an exception must name its student");
                }
                exceptions.add(new OwnSchedule(
                        id,
                        JsonFields.text(student, "securityMarking", "studentExceptions.student.securityMarking"),
                        flag(one, "participates", "studentExceptions.participates", true),
                        time(one, "startTime", "studentExceptions.startTime"),
                        time(one, "endTime", "studentExceptions.endTime"),
                        JsonFields.text(one, "teachingLength", "studentExceptions.teachingLength")));
            }
            long start = time(element, "startTime", "startTime");
            if (start == NO_TIME) {
                throw new UnusableElement("startTime", "missing-time", "a calendar event must say when it starts");
            }
            return new Event(
                    JsonFields.reference(element, "activity"),
                    flag(element, "cancelled", "cancelled", false),
                    start,
                    time(element, "endTime", "endTime"),
                    JsonFields.text(element, "teachingLengthStudent", "teachingLengthStudent"),
                    exceptions,
                    modifiedAt(element));
        }

        /** The pupil's own exception; the last one where the source gives several. */
        @Nullable
        OwnSchedule exceptionOf(String studentId) {
            OwnSchedule found = null;
            for (OwnSchedule one : exceptions) {
                if (one.studentId.equals(studentId)) {
                    found = one;
                }
            }
            return found;
        }

        private static long time(JsonNode parent, String field, String path) throws UnusableElement {
            return millis(SourceTime.instant(JsonFields.text(parent, field, path), path));
        }

        private static boolean flag(JsonNode parent, String field, String path, boolean otherwise)
                throws UnusableElement {
            String text = JsonFields.text(parent, field, path);
            if (text == null) {
                return otherwise;
            }
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw UnusableElement.wrongType(path, "true or false");
            };
        }
    }

    /** A pupil's time at one unit. Days are local; the last day belongs to it. */
    record Enrolment(
            @Nullable String organisationId,
            @Nullable String schoolType,
            @Nullable String schoolYear,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            boolean cancelled) {
        boolean isInForce(LocalDate day) {
            return !cancelled && isWithin(day, firstDay, lastDay);
        }
    }

    /** A pupil; who else is in {@code persons} (staff, guardians) has no enrolment and is never joined. */
    record Person(
            @Nullable String civicNo,
            @Nullable String sex,
            @Nullable String securityMarking,
            @Nullable Integer birthYear,
            List<Enrolment> enrolments,
            long modified) {
        /** Never the values. */
        @Override
        public String toString() {
            return "Person[" + enrolments.size() + " enrolments]";
        }

        static final ReferenceStore.Packing<Person> PACKING = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Person entity, ReferenceStore.Packer to) throws IOException {
                to.text(entity.civicNo);
                to.text(entity.sex);
                to.text(entity.securityMarking);
                to.number(entity.birthYear == null ? NO_TIME : entity.birthYear);
                to.number(entity.modified);
                to.number(entity.enrolments.size());
                for (Enrolment one : entity.enrolments) {
                    to.text(one.organisationId);
                    to.text(one.schoolType);
                    to.text(one.schoolYear);
                    to.number(epochDay(one.firstDay));
                    to.number(epochDay(one.lastDay));
                    to.flag(one.cancelled);
                }
            }

            @Override
            public Person unpack(ReferenceStore.Unpacker from) throws IOException {
                String civicNo = from.text();
                String sex = from.text();
                String securityMarking = from.text();
                long birthYear = from.number();
                long modified = from.number();
                long count = from.number();
                List<Enrolment> enrolments = new ArrayList<>();
                for (long i = 0; i < count; i++) {
                    enrolments.add(new Enrolment(
                            from.text(),
                            from.text(),
                            from.text(),
                            day(from.number()),
                            day(from.number()),
                            from.flag()));
                }
                return new Person(
                        civicNo,
                        sex,
                        securityMarking,
                        birthYear == NO_TIME ? null : (int) birthYear,
                        enrolments,
                        modified);
            }

            @Override
            public long modified(Person entity) {
                return entity.modified;
            }
        };

        /** @param today decides the century of a ten-digit number */
        static Person read(JsonNode element, LocalDate today) throws UnusableElement {
            List<Enrolment> enrolments = new ArrayList<>();
            for (JsonNode one : JsonFields.objects(element, "enrolments", "enrolments")) {
                enrolments.add(new Enrolment(
                        JsonFields.text(
                                JsonFields.object(one, "enroledAt", "enrolments.enroledAt"),
                                "id",
                                "enrolments.enroledAt.id"),
                        JsonFields.text(one, "schoolType", "enrolments.schoolType"),
                        JsonFields.text(one, "schoolYear", "enrolments.schoolYear"),
                        day(one, "startDate", "enrolments.startDate"),
                        day(one, "endDate", "enrolments.endDate"),
                        Event.flag(one, "cancelled", "enrolments.cancelled", false)));
            }
            String civicNo = civicNo(element);
            Integer year = BirthDate.year(JsonFields.text(element, "birthDate", "birthDate"), today);
            return new Person(
                    civicNo,
                    JsonFields.text(element, "sex", "sex"),
                    JsonFields.text(element, "securityMarking", "securityMarking"),
                    year != null ? year : BirthDate.year(civicNo, today),
                    enrolments,
                    modifiedAt(element));
        }

        /**
         * A number of another country is no civicNo here: ten Danish digits could pass for a Swedish number and join
         * two people.
         */
        private static @Nullable String civicNo(JsonNode element) throws UnusableElement {
            JsonNode node = JsonFields.object(element, "civicNo", "civicNo");
            String nationality = JsonFields.text(node, "nationality", "civicNo.nationality");
            String value = JsonFields.text(node, "value", "civicNo.value");
            return nationality == null || nationality.equalsIgnoreCase("SE") ? value : null;
        }
    }
}
