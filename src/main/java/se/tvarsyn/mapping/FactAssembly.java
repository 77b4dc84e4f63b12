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
    private final FactTable table;
    private final Map<String, FieldReader> readers;
    private final LessonReaders lesson;
    private @Nullable SourceRecord current;
    private @Nullable Violation violation;

    FactAssembly(FactTable table, Map<String, FieldReader> readers) {
        this.table = table;
        this.readers = readers;
        this.lesson = LessonReaders.of(readers);
    }

    /** Gives a {@link Fact} or a {@link Violation}. */
    Object assemble(SourceRecord record) {
        current = record;
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
        LocalDate attendedOn = (LocalDate) value(lesson.attendedOn());
        int offered = minutes(lesson.offered());
        boolean isReported = !Boolean.FALSE.equals(value(lesson.isReported()));
        int present = minutes(lesson.present());
        int valid = minutes(lesson.valid());
        int invalid = minutes(lesson.invalid());
        int unspecified = minutes(lesson.unspecified());
        int other = minutes(lesson.other());
        Integer late = (Integer) value(lesson.late());
        if (lesson.absence() != null) {
            int absence = minutes(lesson.absence());
            switch (text(lesson.absenceKind(), "unspecified")) {
                case "valid" -> valid += absence;
                case "invalid" -> invalid += absence;
                case "unspecified" -> unspecified += absence;
                default -> {
                    if (absence != 0) {
                        report(lesson.absenceWithoutReason());
                    }
                }
            }
            if (lesson.present() == null) {
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
        String unit = text(lesson.unit(), "");
        Integer grade = (Integer) value(lesson.grade());
        Sex sex = sex(lesson.sex());
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
        Sex sex = sex(readers.get("sex"));
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

    private Sex sex(@Nullable FieldReader reader) {
        return switch (text(reader, "U")) {
            case "F" -> Sex.F;
            case "M" -> Sex.M;
            default -> Sex.U;
        };
    }

    private @Nullable LocalDate date(String field) {
        return (LocalDate) value(readers.get(field));
    }

    private int minutes(String field) {
        return minutes(readers.get(field));
    }

    private int minutes(@Nullable FieldReader reader) {
        Integer value = (Integer) value(reader);
        return value == null ? 0 : value;
    }

    private String text(String field, String absent) {
        return text(readers.get(field), absent);
    }

    private String text(@Nullable FieldReader reader, String absent) {
        Object value = value(reader);
        return value == null ? absent : (String) value;
    }

    private @Nullable Object value(String field) {
        return value(readers.get(field));
    }

    private @Nullable Object value(@Nullable FieldReader reader) {
        if (reader == null || current == null) {
            return null;
        }
        Object value = reader.read(current);
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

    /** The readers of a lesson, found once: a load reads millions of lessons, and looks up no name in between. */
    private record LessonReaders(
            @Nullable FieldReader attendedOn,
            @Nullable FieldReader offered,
            @Nullable FieldReader isReported,
            @Nullable FieldReader present,
            @Nullable FieldReader valid,
            @Nullable FieldReader invalid,
            @Nullable FieldReader unspecified,
            @Nullable FieldReader other,
            @Nullable FieldReader late,
            @Nullable FieldReader absence,
            @Nullable FieldReader absenceKind,
            @Nullable FieldReader unit,
            @Nullable FieldReader grade,
            @Nullable FieldReader sex,
            Violation absenceWithoutReason) {

        static LessonReaders of(Map<String, FieldReader> readers) {
            FieldReader kind = readers.get("absence_kind");
            return new LessonReaders(
                    readers.get("attended_on"),
                    readers.get("offered_minutes"),
                    readers.get("is_reported"),
                    readers.get("present_minutes"),
                    readers.get("valid_absence_minutes"),
                    readers.get("invalid_absence_minutes"),
                    readers.get("unspecified_absence_minutes"),
                    readers.get("other_minutes"),
                    readers.get("late_minutes"),
                    readers.get("absence_minutes"),
                    kind,
                    readers.get("school_unit_code"),
                    readers.get("school_grade"),
                    readers.get("sex"),
                    new Violation(
                            kind == null ? "absence_kind" : kind.rule().shownAs(),
                            "absence-without-reason",
                            "absence minutes need a reason other than presence; correct it in the source"));
        }
    }
}
