package se.tvarsyn.reference;

import java.util.List;
import se.tvarsyn.reference.CoreRow.Enrolment;
import se.tvarsyn.reference.CoreRow.Grade;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.Notice;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.reference.CoreRow.Resource;
import se.tvarsyn.reference.CoreRow.Social;
import se.tvarsyn.reference.CoreRow.Source;
import se.tvarsyn.reference.CoreRow.Step;
import se.tvarsyn.reference.CoreRow.Sums;
import se.tvarsyn.reference.CoreRow.Visit;

/** The tables of {@code core} and the columns that are written (warehouse/migrations); the others keep their defaults. */
enum CoreTable {
    ATTENDANCE(
            "attendance",
            "person_pseudonym is_linkable key_version school_unit_code school_grade sex attended_on offered_minutes"
                    + " present_minutes valid_absence_minutes invalid_absence_minutes unspecified_absence_minutes"
                    + " is_reported has_schedule"),
    ATTENDANCE_PERIOD(
            "attendance_period",
            "person_pseudonym is_linkable key_version school_unit_code school_grade sex period_from_on period_to_on"
                    + " offered_minutes reported_minutes unreported_minutes valid_absence_minutes"
                    + " invalid_absence_minutes unspecified_absence_minutes"),
    ABSENCE_NOTICE(
            "absence_notice",
            "person_pseudonym is_linkable key_version school_unit_code notice_type starts_on ends_on"),
    PUPIL_TERM(
            "pupil_term",
            "person_pseudonym is_linkable key_version school_unit_code school_form school_grade sex birth_year"
                    + " valid_from valid_to"),
    GRADE(
            "grade",
            "person_pseudonym is_linkable key_version school_unit_code school_form subject grade graded_on semester"
                    + " graded_year is_final"),
    SUPPORT_CASE(
            "support_case",
            "person_pseudonym is_linkable key_version school_unit_code district model level step step_on case_key"),
    SOCIAL_EVENT(
            "social_event", "person_pseudonym is_linkable key_version kind category started_on ended_on was_assessed"),
    LEISURE_VISIT("leisure_visit", "person_pseudonym is_linkable key_version association_id activity visited_on"),
    RESOURCE("resource", "district budget_year resource_kind effort posts places kronor");

    private static final String ORIGIN = " feed delivery_id source_key version is_deleted";

    final String table;
    final List<String> columns;

    CoreTable(String table, String columns) {
        this.table = "core." + table;
        this.columns = List.of((columns + ORIGIN).split(" "));
    }

    static CoreTable of(CoreRow row) {
        if (row instanceof Lesson) {
            return ATTENDANCE;
        } else if (row instanceof Sums) {
            return ATTENDANCE_PERIOD;
        } else if (row instanceof Notice) {
            return ABSENCE_NOTICE;
        } else if (row instanceof Enrolment) {
            return PUPIL_TERM;
        } else if (row instanceof Grade) {
            return GRADE;
        } else if (row instanceof Step) {
            return SUPPORT_CASE;
        } else if (row instanceof Social) {
            return SOCIAL_EVENT;
        } else if (row instanceof Visit) {
            return LEISURE_VISIT;
        } else if (row instanceof Resource) {
            return RESOURCE;
        }
        throw new IllegalArgumentException("a row of no table: " + row.getClass());
    }

    static void write(RowBinary out, CoreRow row) {
        if (row instanceof OfPerson ofPerson) {
            out.uuid(ofPerson.person().token())
                    .bool(ofPerson.person().isLinkable())
                    .int16(1);
        }
        if (row instanceof Lesson lesson) {
            write(out, lesson);
        } else if (row instanceof Sums sums) {
            write(out, sums);
        } else if (row instanceof Notice notice) {
            out.text(notice.unit()).text(notice.type()).date(notice.from()).date(notice.to());
        } else if (row instanceof Enrolment enrolment) {
            out.text(enrolment.unit())
                    .text(enrolment.form())
                    .nullableInt8(enrolment.grade())
                    .int8(enrolment.sex().ordinal() + 1)
                    .nullableInt16(enrolment.birthYear())
                    .nullableDate(enrolment.from())
                    .nullableDate(enrolment.to());
        } else if (row instanceof Grade grade) {
            out.text(grade.unit())
                    .text(grade.form())
                    .text(grade.subject())
                    .text(grade.grade())
                    .nullableDate(grade.gradedOn())
                    .text(grade.semester())
                    .nullableInt16(grade.year())
                    .bool(grade.isFinal());
        } else if (row instanceof Step step) {
            out.text(step.unit())
                    .text(step.district())
                    .text(step.model())
                    .text(step.level())
                    .text(step.step())
                    .date(step.on())
                    .uuid(step.caseKey());
        } else if (row instanceof Social event) {
            out.int8(event.kind().ordinal() + 1)
                    .text(event.category())
                    .date(event.from())
                    .nullableDate(event.to())
                    .nullableBool(event.wasAssessed());
        } else if (row instanceof Visit visit) {
            out.text(visit.association()).text(visit.activity()).date(visit.on());
        } else if (row instanceof Resource resource) {
            out.text(resource.district())
                    .int16(resource.year())
                    .int8(resource.kind().ordinal() + 1)
                    .text(resource.effort())
                    .nullableInt32(resource.posts())
                    .nullableInt32(resource.places())
                    .nullableInt64(resource.kronor());
        }
        Source source = row.source();
        out.text(source.feed())
                .uuid(source.delivery())
                .uuid(source.key())
                .int64(source.version())
                .bool(source.isDeleted())
                .endRow();
    }

    private static void write(RowBinary out, Lesson lesson) {
        out.text(lesson.unit())
                .nullableInt8(lesson.grade())
                .int8(lesson.sex().ordinal() + 1)
                .date(lesson.day())
                .int16(lesson.offered())
                .int16(lesson.isReported() ? lesson.offered() - lesson.absent() : 0)
                .int16(lesson.valid())
                .int16(lesson.invalid())
                .int16(lesson.unspecified())
                .bool(lesson.isReported())
                .bool(lesson.hasSchedule());
    }

    private static void write(RowBinary out, Sums sums) {
        out.text(sums.unit())
                .nullableInt8(sums.grade())
                .int8(sums.sex().ordinal() + 1)
                .date(sums.from())
                .date(sums.to())
                .nullableInt32(sums.offered())
                .nullableInt32(sums.reported())
                .nullableInt32(sums.unreported())
                .int32(sums.valid())
                .int32(sums.invalid())
                .int32(sums.unspecified());
    }
}
