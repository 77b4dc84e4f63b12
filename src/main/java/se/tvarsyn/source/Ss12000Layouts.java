package se.tvarsyn.source;

import java.util.List;

/** The flat records that SS 12000 gives, and their fields. No field holds a name, an address, free text or staff. */
final class Ss12000Layouts {
    /** One pupil at one lesson. */
    static final SourceLayout ATTENDANCE = new SourceLayout(
            "attendance",
            List.of(
                    "id",
                    "modified",
                    "student.id",
                    "student.civicNo",
                    "student.sex",
                    "student.securityMarking",
                    "school_unit_code",
                    "organisation.id",
                    "school_type",
                    "school_year",
                    "attended_on",
                    "event.cancelled",
                    "participates",
                    "offered_minutes",
                    "is_reported",
                    "present_minutes",
                    "valid_absence_minutes",
                    "invalid_absence_minutes",
                    "other_minutes",
                    "activity.type",
                    "event.id"));

    /** One pupil's time at one unit. */
    static final SourceLayout ENROLMENT = new SourceLayout(
            "enrolment",
            List.of(
                    "student.id",
                    "modified",
                    "student.civicNo",
                    "student.sex",
                    "student.securityMarking",
                    "student.birth_year",
                    "school_unit_code",
                    "organisation.id",
                    "school_type",
                    "school_year",
                    "valid_from",
                    "valid_to",
                    "cancelled",
                    "ordinal"));

    /** Everyone in {@code persons}, staff and guardians too: whom the source marks as protected is protected. */
    static final SourceLayout PERSON =
            new SourceLayout("person", List.of("student.id", "modified", "student.civicNo", "student.securityMarking"));

    /** One child's place in preschool or fritidshem. */
    static final SourceLayout PLACEMENT = new SourceLayout(
            "placement",
            List.of(
                    "id",
                    "modified",
                    "student.id",
                    "student.civicNo",
                    "student.sex",
                    "student.securityMarking",
                    "student.birth_year",
                    "school_unit_code",
                    "organisation.id",
                    "school_type",
                    "valid_from",
                    "valid_to"));

    /** Leave that was granted, or absence that a guardian gave notice of. Both days belong to it. */
    static final SourceLayout ABSENCE = new SourceLayout(
            "absence",
            List.of(
                    "id",
                    "modified",
                    "student.id",
                    "student.civicNo",
                    "student.sex",
                    "student.securityMarking",
                    "school_unit_code",
                    "organisation.id",
                    "school_type",
                    "school_year",
                    "starts_on",
                    "ends_on",
                    "type"));

    /** One grade in one subject or course. */
    static final SourceLayout GRADE = new SourceLayout(
            "grade",
            List.of(
                    "id",
                    "modified",
                    "student.id",
                    "student.civicNo",
                    "student.sex",
                    "student.securityMarking",
                    "school_unit_code",
                    "organisation.id",
                    "school_type",
                    "school_year",
                    "subject",
                    "course_code",
                    "subject_or_course",
                    "grade",
                    "graded_on",
                    "semester",
                    "year",
                    "is_final",
                    "is_trial",
                    "is_adapted",
                    "is_converted",
                    "correction_type"));

    /** One pupil's sums in one activity and period. The last day belongs to the period. Has neither id nor modified time. */
    static final SourceLayout AGGREGATED_ATTENDANCE = new SourceLayout(
            "aggregated_attendance",
            List.of(
                    "activity.id",
                    "student.id",
                    "student.civicNo",
                    "student.sex",
                    "student.securityMarking",
                    "school_unit_code",
                    "organisation.id",
                    "school_type",
                    "school_year",
                    "start_date",
                    "end_date",
                    "offered_minutes",
                    "reported_minutes",
                    "present_minutes",
                    "valid_absence_minutes",
                    "invalid_absence_minutes",
                    "other_minutes"));

    /** One child's day at one unit, paired from check-ins and check-outs. */
    static final SourceLayout CARE_DAY = new SourceLayout(
            "care_day",
            List.of(
                    "modified",
                    "student.id",
                    "student.civicNo",
                    "student.sex",
                    "student.securityMarking",
                    "school_unit_code",
                    "organisation.id",
                    "school_type",
                    "attended_on",
                    "present_minutes",
                    "is_complete"));

    static final SourceLayout DELETED_ATTENDANCE = deleted("deleted_attendance");
    static final SourceLayout DELETED_ABSENCE = deleted("deleted_absence");
    static final SourceLayout DELETED_GRADE = deleted("deleted_grade");
    static final SourceLayout DELETED_EVENT = deleted("deleted_event");
    static final SourceLayout DELETED_PERSON = deleted("deleted_person");
    static final SourceLayout DELETED_PLACEMENT = deleted("deleted_placement");

    static final List<SourceLayout> ALL = List.of(
            ATTENDANCE,
            ENROLMENT,
            PERSON,
            PLACEMENT,
            ABSENCE,
            GRADE,
            AGGREGATED_ATTENDANCE,
            CARE_DAY,
            DELETED_ATTENDANCE,
            DELETED_ABSENCE,
            DELETED_GRADE,
            DELETED_EVENT,
            DELETED_PERSON,
            DELETED_PLACEMENT);

    private Ss12000Layouts() {}

    /** {@code modified} is when it was deleted, null where the source does not say. */
    private static SourceLayout deleted(String recordType) {
        return new SourceLayout(recordType, List.of("id", "modified"));
    }
}
