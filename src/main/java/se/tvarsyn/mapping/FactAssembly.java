package se.tvarsyn.mapping;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.AbsenceNotice;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.AttendancePeriod;
import se.tvarsyn.canonical.CareDay;
import se.tvarsyn.canonical.FacilityBooking;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Grade;
import se.tvarsyn.canonical.LeisureVisit;
import se.tvarsyn.canonical.PupilTerm;
import se.tvarsyn.canonical.Resource;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.canonical.SocialEvent;
import se.tvarsyn.canonical.SupportStep;
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
                    case ATTENDANCE_PERIOD -> attendancePeriod();
                    case ABSENCE_NOTICE -> absenceNotice();
                    case GRADE -> grade();
                    case SUPPORT_CASE -> supportStep();
                    case CARE_DAY -> careDay();
                    case FACILITY_BOOKING -> facilityBooking();
                    case RESOURCE -> resource();
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
        boolean hasSchedule = !Boolean.FALSE.equals(value(lesson.hasSchedule()));
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
                unit,
                grade,
                sex,
                attendedOn,
                offered,
                present,
                valid,
                invalid,
                unspecified,
                other,
                late,
                isReported,
                hasSchedule);
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

    private @Nullable Fact attendancePeriod() {
        LocalDate from = date("period_from_on");
        LocalDate to = date("period_to_on");
        String unit = text("school_unit_code", "");
        Integer grade = (Integer) value("school_grade");
        Sex sex = sex(readers.get("sex"));
        Integer offered = (Integer) value("offered_minutes");
        Integer reported = (Integer) value("reported_minutes");
        int present = minutes("present_minutes");
        int valid = minutes("valid_absence_minutes");
        int invalid = minutes("invalid_absence_minutes");
        int unspecified = minutes("unspecified_absence_minutes");
        int other = minutes("other_minutes");
        Integer late = (Integer) value("late_minutes");
        Integer unreported = (Integer) value("unreported_minutes");
        if (violation != null || from == null || to == null) {
            return null;
        }
        return new AttendancePeriod(
                unit,
                grade,
                sex,
                from,
                to,
                offered,
                reported,
                present,
                valid,
                invalid,
                unspecified,
                other,
                late,
                unreported);
    }

    private @Nullable Fact absenceNotice() {
        LocalDate from = date("starts_on");
        LocalDate to = date("ends_on");
        String type = text("notice_type", "other");
        String unit = text("school_unit_code", "");
        return violation != null || from == null || to == null ? null : new AbsenceNotice(unit, type, from, to);
    }

    private @Nullable Fact grade() {
        Grade grade = new Grade(
                text("school_unit_code", ""),
                text("school_form", ""),
                text("subject", ""),
                text("grade", ""),
                date("graded_on"),
                text("semester", ""),
                (Integer) value("graded_year"),
                isTrue("is_final"),
                isTrue("is_trial"),
                isTrue("is_adapted"));
        return violation != null ? null : grade;
    }

    private @Nullable Fact supportStep() {
        LocalDate stepOn = date("step_on");
        String unit = text("school_unit_code", "");
        String district = text("district", "");
        String model = text("model", "");
        String level = text("level", "");
        String step = text("step", "");
        LocalDate consentFrom = date("consent_from_on");
        LocalDate consentTo = date("consent_to_on");
        String effort = text("effort", "");
        if (violation != null || stepOn == null) {
            return null;
        }
        return new SupportStep(unit, district, model, level, step, stepOn, consentFrom, consentTo, effort);
    }

    private @Nullable Fact careDay() {
        LocalDate attendedOn = date("attended_on");
        int present = minutes("present_minutes");
        String unit = text("school_unit_code", "");
        String form = text("school_form", "");
        boolean isComplete = !Boolean.FALSE.equals(value("is_complete"));
        if (violation != null || attendedOn == null) {
            return null;
        }
        return new CareDay(unit, form, attendedOn, present, isComplete);
    }

    private @Nullable Fact facilityBooking() {
        LocalDate bookedOn = date("booked_on");
        String facility = text("facility_id", "");
        String kind = text("facility_kind", "");
        String association = text("association_id", "");
        String activity = text("activity", "");
        String district = text("district", "");
        int minutes = minutes("minutes");
        if (violation != null || bookedOn == null) {
            return null;
        }
        return new FacilityBooking(facility, kind, association, activity, district, bookedOn, minutes);
    }

    private @Nullable Fact resource() {
        Integer year = (Integer) value("budget_year");
        String district = text("district", "");
        String kind = text("resource_kind", "");
        String effort = text("effort", "");
        String target = text("target_group", "");
        BigDecimal posts = (BigDecimal) value("posts");
        Integer places = (Integer) value("places");
        Integer kronor = (Integer) value("kronor");
        return violation != null || year == null
                ? null
                : new Resource(district, year, kind, effort, target, posts, places, kronor);
    }

    private boolean isTrue(String field) {
        return Boolean.TRUE.equals(value(field));
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
            @Nullable FieldReader hasSchedule,
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
                    readers.get("has_schedule"),
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
