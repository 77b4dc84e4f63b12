package se.tvarsyn.mapping;

import java.util.List;
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
            List.of("municipality_code"));

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

    /** The conversion that a canonical field needs, told by its name (warehouse/NAMING.md). */
    static FieldRule.As typeOf(String field) {
        if (field.endsWith("_on") || field.startsWith("valid_from") || field.equals("valid_to")) {
            return FieldRule.As.DATE;
        }
        if (field.endsWith("minutes") || field.equals("school_grade") || field.equals("birth_year")) {
            return FieldRule.As.INTEGER;
        }
        return field.startsWith("is_") || field.startsWith("was_") ? FieldRule.As.BOOLEAN : FieldRule.As.TEXT;
    }

    /** The closed list of values a canonical field may have; empty where it is open. */
    static List<String> allowed(String field) {
        return switch (field) {
            case "sex" -> List.of("F", "M", "U");
            case "kind" -> List.of("report", "investigation", "decision", "service");
            case "absence_kind" -> List.of("none", "valid", "invalid", "unspecified");
            default -> List.of();
        };
    }

    boolean has(String field) {
        return needed.contains(field) || optional.contains(field);
    }
}
