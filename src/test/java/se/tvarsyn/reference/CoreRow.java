package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Sex;

/** One row of a table of {@code core}, as a delivery wrote it: not yet the current one of its key. */
interface CoreRow {
    Source source();

    /**
     * Who wrote the row, and which row it is.
     *
     * @param key of the row within its feed; the largest version of a key is the current one
     * @param isDeleted whether the source took the row back
     */
    record Source(String feed, UUID delivery, UUID key, long version, boolean isDeleted) {}

    /**
     * @param isLinkable whether the token means the same person in every feed
     */
    record Person(UUID token, boolean isLinkable) {}

    /** A row about a person. */
    sealed interface OfPerson extends CoreRow {
        Person person();
    }

    /** {@code core.attendance}, in minutes. What is neither absent nor unreported is present. */
    record Lesson(
            Person person,
            String unit,
            @Nullable Integer grade,
            Sex sex,
            LocalDate day,
            int offered,
            int valid,
            int invalid,
            int unspecified,
            boolean isReported,
            boolean hasSchedule,
            Source source)
            implements OfPerson {

        int absent() {
            return valid + invalid + unspecified;
        }

        Lesson from(Source other) {
            return new Lesson(
                    person,
                    unit,
                    grade,
                    sex,
                    day,
                    offered,
                    valid,
                    invalid,
                    unspecified,
                    isReported,
                    hasSchedule,
                    other);
        }

        Lesson withAbsence(int validMinutes, int invalidMinutes, int unspecifiedMinutes) {
            return new Lesson(
                    person,
                    unit,
                    grade,
                    sex,
                    day,
                    offered,
                    validMinutes,
                    invalidMinutes,
                    unspecifiedMinutes,
                    isReported,
                    hasSchedule,
                    source);
        }

        Lesson on(LocalDate other) {
            return new Lesson(
                    person,
                    unit,
                    grade,
                    sex,
                    other,
                    offered,
                    valid,
                    invalid,
                    unspecified,
                    isReported,
                    hasSchedule,
                    source);
        }

        Lesson at(String otherUnit) {
            return new Lesson(
                    person,
                    otherUnit,
                    grade,
                    sex,
                    day,
                    offered,
                    valid,
                    invalid,
                    unspecified,
                    isReported,
                    hasSchedule,
                    source);
        }

        Lesson withoutSchedule() {
            return new Lesson(
                    person, unit, grade, sex, day, offered, valid, invalid, unspecified, isReported, false, source);
        }
    }

    /** {@code core.attendance_period}; {@code to} is the last day. Null where the source does not say. */
    record Sums(
            Person person,
            String unit,
            @Nullable Integer grade,
            Sex sex,
            LocalDate from,
            LocalDate to,
            @Nullable Integer offered,
            @Nullable Integer reported,
            @Nullable Integer unreported,
            int valid,
            int invalid,
            int unspecified,
            Source source)
            implements OfPerson {

        int absent() {
            return valid + invalid + unspecified;
        }
    }

    /** {@code core.absence_notice}. */
    record Notice(Person person, String unit, String type, LocalDate from, LocalDate to, Source source)
            implements OfPerson {}

    /** {@code core.pupil_term}; {@code to} is the first day after it. */
    record Enrolment(
            Person person,
            String unit,
            String form,
            @Nullable Integer grade,
            Sex sex,
            @Nullable Integer birthYear,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            Source source)
            implements OfPerson {}

    /** {@code core.grade}. */
    record Grade(
            Person person,
            String unit,
            String form,
            String subject,
            String grade,
            @Nullable LocalDate gradedOn,
            String semester,
            @Nullable Integer year,
            boolean isFinal,
            Source source)
            implements OfPerson {}

    /** {@code core.support_case}. */
    record Step(
            Person person,
            String unit,
            String district,
            String model,
            String level,
            String step,
            LocalDate on,
            UUID caseKey,
            Source source)
            implements OfPerson {}

    /** {@code core.social_event}. */
    record Social(
            Person person,
            SocialKind kind,
            String category,
            LocalDate from,
            @Nullable LocalDate to,
            @Nullable Boolean wasAssessed,
            Source source)
            implements OfPerson {}

    /** In the order of the column's numbers. */
    enum SocialKind {
        REPORT,
        INVESTIGATION,
        DECISION,
        SERVICE,
        EXECUTION,
        RESOURCE_ALLOCATION
    }

    /** {@code core.leisure_visit}. */
    record Visit(Person person, String association, String activity, LocalDate on, Source source) implements OfPerson {}

    /**
     * {@code core.resource}.
     *
     * @param posts hundredths of a full-time post
     */
    record Resource(
            String district,
            int year,
            ResourceKind kind,
            String effort,
            @Nullable Integer posts,
            @Nullable Integer places,
            @Nullable Integer kronor,
            Source source)
            implements CoreRow {}

    /** In the order of the column's numbers. */
    enum ResourceKind {
        EFFORT("effort"),
        STUDENT_HEALTH("student_health"),
        SPECIAL_GROUP("special_group"),
        STATE_GRANT("state_grant");

        final String word;

        ResourceKind(String word) {
            this.word = word;
        }
    }
}
