package se.tvarsyn.mapping;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.LeisureVisit;
import se.tvarsyn.canonical.PupilTerm;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.canonical.SocialEvent;
import se.tvarsyn.source.SourceRecord;

/** Reads the fields of one record and makes the fact of them, or the first violation. Used by one thread at a time. */
final class FactAssembly {
    private static final Violation ABSENCE_WITHOUT_REASON = new Violation(
            "absence_kind",
            "absence-without-reason",
            "absence minutes need a reason other than presence; correct it in the source");

    private final FactTable table;
    private final Map<String, FieldReader> readers;
    private final SourceRecord[] current = new SourceRecord[1];
    private @Nullable Violation violation;

    FactAssembly(FactTable table, Map<String, FieldReader> readers) {
        this.table = table;
        this.readers = readers;
    }

    /** Gives a {@link Fact} or a {@link Violation}. */
    Object assemble(SourceRecord record) {
        current[0] = record;
        violation = null;
        Fact fact =
                switch (table) {
                    case ATTENDANCE -> attendance();
                    case PUPIL_TERM -> pupilTerm();
                    case SOCIAL_EVENT -> socialEvent();
                    case LEISURE_VISIT -> leisureVisit();
                };
        if (violation != null) {
            return violation;
        }
        if (fact == null) {
            throw new IllegalStateException("neither fact nor violation");
        }
        return fact;
    }

    private @Nullable Fact attendance() {
        LocalDate attendedOn = date("attended_on");
        int offered = minutes("offered_minutes");
        boolean isReported = !Boolean.FALSE.equals(value("is_reported"));
        int present = minutes("present_minutes");
        int valid = minutes("valid_absence_minutes");
        int invalid = minutes("invalid_absence_minutes");
        int unspecified = minutes("unspecified_absence_minutes");
        int other = minutes("other_minutes");
        Integer late = (Integer) value("late_minutes");
        if (readers.containsKey("absence_minutes")) {
            int absence = minutes("absence_minutes");
            switch (text("absence_kind", "unspecified")) {
                case "valid" -> valid += absence;
                case "invalid" -> invalid += absence;
                case "unspecified" -> unspecified += absence;
                default -> {
                    if (absence != 0) {
                        report(new Violation(
                                shownAs("absence_kind"),
                                ABSENCE_WITHOUT_REASON.reason(),
                                ABSENCE_WITHOUT_REASON.mend()));
                    }
                }
            }
            if (!readers.containsKey("present_minutes")) {
                present = offered - absence - other;
            }
        }
        if (!isReported) {
            // Nobody reported: offered time is known, presence and absence are not (MODEL.md, Minutes).
            present = 0;
            valid = 0;
            invalid = 0;
            unspecified = 0;
            other = 0;
            late = null;
        }
        String unit = text("school_unit_code", "");
        Integer grade = (Integer) value("school_grade");
        Sex sex = sex();
        if (violation != null || attendedOn == null) {
            return null;
        }
        return new Attendance(
                unit, grade, sex, attendedOn, offered, present, valid, invalid, unspecified, other, late, isReported);
    }

    private @Nullable Fact pupilTerm() {
        String form = text("school_form", "");
        Integer grade = (Integer) value("school_grade");
        Integer birthYear = (Integer) value("birth_year");
        LocalDate from = date("valid_from");
        LocalDate to = date("valid_to");
        String unit = text("school_unit_code", "");
        Sex sex = sex();
        return violation != null ? null : new PupilTerm(unit, form, grade, sex, birthYear, from, to);
    }

    private @Nullable Fact socialEvent() {
        String kind = text("kind", "");
        String category = text("category", "");
        LocalDate startedOn = date("started_on");
        LocalDate endedOn = date("ended_on");
        Boolean wasAssessed = (Boolean) value("was_assessed");
        if (violation != null || startedOn == null) {
            return null;
        }
        return new SocialEvent(
                SocialEvent.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), category, startedOn, endedOn, wasAssessed);
    }

    private @Nullable Fact leisureVisit() {
        String association = text("association_id", "");
        String activity = text("activity", "");
        LocalDate visitedOn = date("visited_on");
        int minutes = minutes("minutes");
        String municipality = text("municipality_code", "");
        if (violation != null || visitedOn == null) {
            return null;
        }
        return new LeisureVisit(association, activity, visitedOn, minutes, municipality);
    }

    private Sex sex() {
        return switch (text("sex", "U")) {
            case "F" -> Sex.F;
            case "M" -> Sex.M;
            default -> Sex.U;
        };
    }

    private @Nullable LocalDate date(String field) {
        return (LocalDate) value(field);
    }

    private int minutes(String field) {
        Integer value = (Integer) value(field);
        return value == null ? 0 : value;
    }

    private String text(String field, String absent) {
        Object value = value(field);
        return value == null ? absent : (String) value;
    }

    private @Nullable Object value(String field) {
        FieldReader reader = readers.get(field);
        if (reader == null) {
            return null;
        }
        Object value = reader.read(current[0]);
        if (value instanceof Violation broken) {
            report(broken);
            return null;
        }
        return value;
    }

    private void report(Violation found) {
        if (violation == null) {
            violation = found;
        }
    }

    private String shownAs(String field) {
        FieldReader reader = readers.get(field);
        return reader == null ? field : reader.rule().shownAs();
    }
}
