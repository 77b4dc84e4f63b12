package se.tvarsyn.mapping;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import se.tvarsyn.canonical.FactTable;

/** The canonical fields that a mapping may fill, by table. */
enum FactFields {
    ATTENDANCE(
            FactTable.ATTENDANCE,
            List.of("attended_on", "offered_minutes"),
            List.of(
                    "school_unit_code",
                    "school_grade",
                    "sex",
                    "present_minutes",
                    "valid_absence_minutes",
                    "invalid_absence_minutes",
                    "unspecified_absence_minutes",
                    "other_minutes",
                    "late_minutes",
                    "is_reported",
                    "has_schedule",
                    "absence_minutes",
                    "absence_kind")),
    PUPIL_TERM(
            FactTable.PUPIL_TERM,
            List.of("school_form"),
            List.of("school_unit_code", "school_grade", "sex", "birth_year", "valid_from", "valid_to")),
    SOCIAL_EVENT(
            FactTable.SOCIAL_EVENT, List.of("kind", "category", "started_on"), List.of("ended_on", "was_assessed")),
    LEISURE_VISIT(
            FactTable.LEISURE_VISIT,
            List.of("association_id", "activity", "visited_on", "minutes"),
            List.of("municipality_code")),
    ATTENDANCE_PERIOD(
            FactTable.ATTENDANCE_PERIOD,
            List.of("period_from_on", "period_to_on"),
            List.of(
                    "school_unit_code",
                    "school_grade",
                    "sex",
                    "offered_minutes",
                    "reported_minutes",
                    "present_minutes",
                    "valid_absence_minutes",
                    "invalid_absence_minutes",
                    "unspecified_absence_minutes",
                    "other_minutes",
                    "late_minutes",
                    "unreported_minutes")),
    ABSENCE_NOTICE(
            FactTable.ABSENCE_NOTICE, List.of("starts_on", "ends_on", "notice_type"), List.of("school_unit_code")),
    GRADE(
            FactTable.GRADE,
            List.of("subject", "grade"),
            List.of(
                    "graded_on",
                    "semester",
                    "graded_year",
                    "school_unit_code",
                    "school_form",
                    "is_final",
                    "is_trial",
                    "is_adapted")),
    SUPPORT_CASE(
            FactTable.SUPPORT_CASE,
            List.of("model", "step", "step_on"),
            List.of("school_unit_code", "district", "level", "consent_from_on", "consent_to_on", "effort")),
    CARE_DAY(
            FactTable.CARE_DAY,
            List.of("attended_on", "present_minutes"),
            List.of("school_unit_code", "school_form", "is_complete")),
    FACILITY_BOOKING(
            FactTable.FACILITY_BOOKING,
            List.of("facility_id", "booked_on", "minutes"),
            List.of("facility_kind", "association_id", "activity", "district")),
    RESOURCE(
            FactTable.RESOURCE,
            List.of("district", "budget_year", "resource_kind"),
            List.of("effort", "target_group", "posts", "places", "kronor"));

    private static final Set<String> WHOLE_NUMBERS = Set.of("school_grade", "places", "kronor");

    private final FactTable table;
    private final List<String> needed;
    private final List<String> optional;

    FactFields(FactTable table, List<String> needed, List<String> optional) {
        this.table = table;
        this.needed = needed;
        this.optional = optional;
    }

    static FactFields of(FactTable table) {
        for (FactFields fields : values()) {
            if (fields.table == table) {
                return fields;
            }
        }
        throw new IllegalStateException("no fields for " + table);
    }

    List<String> needed() {
        return needed;
    }

    List<String> all() {
        return Stream.concat(needed.stream(), optional.stream()).toList();
    }

    /** The conversion that a canonical field needs, told by its name (warehouse/NAMING.md). */
    static FieldRule.As typeOf(String field) {
        if (field.endsWith("_on") || field.startsWith("valid_from") || field.equals("valid_to")) {
            return FieldRule.As.DATE;
        }
        if (field.endsWith("minutes") || field.endsWith("_year") || WHOLE_NUMBERS.contains(field)) {
            return FieldRule.As.INTEGER;
        }
        if (field.equals("posts")) {
            return FieldRule.As.DECIMAL;
        }
        boolean isTruth = field.startsWith("is_") || field.startsWith("was_") || field.startsWith("has_");
        return isTruth ? FieldRule.As.BOOLEAN : FieldRule.As.TEXT;
    }

    /** The closed list of values a canonical field may have; empty where it is open. */
    static List<String> allowed(String field) {
        return switch (field) {
            case "sex" -> List.of("F", "M", "U");
            case "kind" ->
                List.of("report", "investigation", "decision", "service", "execution", "resource_allocation");
            case "notice_type" -> List.of("leave", "reported", "other");
            case "resource_kind" -> List.of("effort", "student_health", "special_group", "state_grant");
            case "semester" -> List.of("HT", "VT", "");
            case "grade" -> List.of("A", "B", "C", "D", "E", "F", "-", "VG", "G", "IG", "3", "9", "***");
            case "step" ->
                List.of(
                        "aktualisering",
                        "inskrivning",
                        "kartlaggning",
                        "planering",
                        "genomforande",
                        "uppfoljning",
                        "vidmakthallande",
                        "avslut");
            case "absence_kind" -> List.of("none", "valid", "invalid", "unspecified");
            default -> List.of();
        };
    }

    boolean has(String field) {
        return needed.contains(field) || optional.contains(field);
    }

    /**
     * The columns of the table that a canonical field fills; most have its own name.
     *
     * @param isPresenceReckoned whether the mapping has absence only, and presence is the rest of the lesson
     */
    static List<String> columns(String field, boolean isPresenceReckoned) {
        List<String> absence =
                List.of("valid_absence_minutes", "invalid_absence_minutes", "unspecified_absence_minutes");
        return switch (field) {
            case "consent_from_on" -> List.of("consent_from");
            case "consent_to_on" -> List.of("consent_to");
            case "absence_kind" -> absence;
            case "absence_minutes" ->
                isPresenceReckoned
                        ? Stream.concat(absence.stream(), Stream.of("present_minutes"))
                                .toList()
                        : absence;
            case "offered_minutes" -> isPresenceReckoned ? List.of(field, "present_minutes") : List.of(field);
            default -> List.of(field);
        };
    }
}
