package se.tvarsyn.load;

import java.util.List;
import java.util.stream.Stream;
import se.tvarsyn.canonical.FactTable;

/** The columns of each table in the order in which {@link FactRows} writes them (warehouse/migrations). */
final class FactColumns {
    private static final List<String> PERSON = List.of("person_pseudonym", "is_linkable", "key_version");
    private static final List<String> ORIGIN = List.of("feed", "delivery_id", "source_key", "version", "is_deleted");

    private FactColumns() {}

    /** Every column of a table. */
    static List<String> of(FactTable table) {
        List<String> person = table.hasPerson() ? PERSON : List.of();
        return Stream.of(person, own(table), ORIGIN).flatMap(List::stream).toList();
    }

    private static List<String> own(FactTable table) {
        return switch (table) {
            case ATTENDANCE ->
                List.of(
                        "school_unit_code",
                        "school_grade",
                        "sex",
                        "attended_on",
                        "offered_minutes",
                        "present_minutes",
                        "valid_absence_minutes",
                        "invalid_absence_minutes",
                        "unspecified_absence_minutes",
                        "other_minutes",
                        "late_minutes",
                        "is_reported",
                        "has_schedule",
                        "lesson_key");
            case ATTENDANCE_PERIOD ->
                List.of(
                        "school_unit_code",
                        "school_grade",
                        "sex",
                        "period_from_on",
                        "period_to_on",
                        "offered_minutes",
                        "reported_minutes",
                        "present_minutes",
                        "valid_absence_minutes",
                        "invalid_absence_minutes",
                        "unspecified_absence_minutes",
                        "other_minutes",
                        "late_minutes",
                        "unreported_minutes");
            case ABSENCE_NOTICE -> List.of("school_unit_code", "notice_type", "starts_on", "ends_on");
            case PUPIL_TERM ->
                List.of(
                        "school_unit_code",
                        "school_form",
                        "school_grade",
                        "sex",
                        "birth_year",
                        "valid_from",
                        "valid_to",
                        "source_person_key");
            case CARE_DAY ->
                List.of("school_unit_code", "school_form", "attended_on", "present_minutes", "is_complete");
            case GRADE ->
                List.of(
                        "school_unit_code",
                        "school_form",
                        "subject",
                        "grade",
                        "graded_on",
                        "semester",
                        "graded_year",
                        "is_final",
                        "is_trial",
                        "is_adapted",
                        "source_person_key");
            case SUPPORT_CASE ->
                List.of(
                        "school_unit_code",
                        "district",
                        "model",
                        "level",
                        "step",
                        "step_on",
                        "consent_from",
                        "consent_to",
                        "effort",
                        "case_key");
            case SOCIAL_EVENT -> List.of("kind", "category", "started_on", "ended_on", "was_assessed");
            case LEISURE_VISIT ->
                List.of(
                        "association_id",
                        "activity",
                        "municipality_code",
                        "visited_on",
                        "minutes",
                        "meeting_key",
                        "meeting_code_key");
            case FACILITY_BOOKING ->
                List.of(
                        "facility_id",
                        "facility_kind",
                        "association_id",
                        "activity",
                        "district",
                        "booked_on",
                        "minutes");
            case RESOURCE ->
                List.of(
                        "district",
                        "budget_year",
                        "resource_kind",
                        "effort",
                        "target_group",
                        "posts",
                        "places",
                        "kronor");
        };
    }
}
