package se.tvarsyn.load;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.AbsenceNotice;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.AttendancePeriod;
import se.tvarsyn.canonical.CareDay;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FacilityBooking;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.Grade;
import se.tvarsyn.canonical.LeisureVisit;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch.WithdrawnRow;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.PupilTerm;
import se.tvarsyn.canonical.Resource;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.canonical.SocialEvent;
import se.tvarsyn.canonical.SupportStep;

/** How a record becomes a row: its values in the order of {@link FactColumns}. */
final class FactRows {
    /** The enum's words in their order in the migration. */
    private static final List<String> RESOURCE_KINDS =
            List.of("effort", "student_health", "special_group", "state_grant");

    private FactRows() {}

    static void write(RowBytes row, PseudonymousRecord record, DeliveryTicket ticket, long version, RowShape shape) {
        Pseudonym person = record.person();
        if (person != null) {
            row.uuid(person).bool(record.isLinkable()).uint16(record.keyVersion());
        }
        fact(row, record.fact(), record.group(), record.groupCode(), shape);
        end(row, ticket, record.sourceKey(), version, record.isDeleted(), shape);
    }

    /** A row that counts no more: its key, the empty token for the person, and {@link NoFact}. */
    static void write(RowBytes row, WithdrawnRow withdrawn, DeliveryTicket ticket, long version, RowShape shape) {
        if (withdrawn.table().hasPerson()) {
            row.uuid(0, 0).bool(false).uint16(0);
        }
        fact(row, NoFact.of(withdrawn.table()), withdrawn.group(), withdrawn.groupCode(), shape);
        end(row, ticket, withdrawn.sourceKey(), version, true, shape);
    }

    private static void fact(
            RowBytes row, Fact fact, @Nullable Pseudonym group, @Nullable Pseudonym groupCode, RowShape shape) {
        if (fact instanceof Attendance attendance) {
            write(row, attendance, group, shape);
        } else if (fact instanceof AttendancePeriod period) {
            write(row, period);
        } else if (fact instanceof AbsenceNotice notice) {
            row.text(notice.schoolUnitCode())
                    .text(notice.noticeType())
                    .date(notice.startsOn())
                    .date(notice.endsOn());
        } else if (fact instanceof PupilTerm term) {
            write(row, term, group);
        } else if (fact instanceof CareDay day) {
            row.text(day.schoolUnitCode())
                    .text(day.schoolForm())
                    .date(day.attendedOn())
                    .uint16(day.presentMinutes())
                    .bool(day.isComplete());
        } else if (fact instanceof Grade grade) {
            write(row, grade, group);
        } else if (fact instanceof SupportStep step) {
            write(row, step, group);
        } else if (fact instanceof SocialEvent event) {
            write(row, event);
        } else if (fact instanceof LeisureVisit visit) {
            write(row, visit, group, groupCode);
        } else if (fact instanceof FacilityBooking booking) {
            write(row, booking);
        } else if (fact instanceof Resource resource) {
            write(row, resource);
        }
    }

    private static void end(
            RowBytes row, DeliveryTicket ticket, Pseudonym sourceKey, long version, boolean isDeleted, RowShape shape) {
        row.text(ticket.feed())
                .uuid(ticket.id().getMostSignificantBits(), ticket.id().getLeastSignificantBits())
                .uuid(sourceKey)
                .uint64(version);
        if (shape.deleted()) {
            row.bool(isDeleted);
        }
        row.endRow();
    }

    private static void group(RowBytes row, @Nullable Pseudonym group) {
        if (group == null) {
            row.uuid(0, 0);
        } else {
            row.uuid(group);
        }
    }

    private static void write(RowBytes row, Attendance attendance, @Nullable Pseudonym lesson, RowShape shape) {
        row.text(attendance.schoolUnitCode()).nullableUint8(attendance.schoolGrade());
        sex(row, attendance.sex());
        row.date(attendance.attendedOn())
                .uint16(attendance.offeredMinutes())
                .uint16(attendance.presentMinutes())
                .uint16(attendance.validAbsenceMinutes())
                .uint16(attendance.invalidAbsenceMinutes());
        if (shape.unspecified()) {
            row.uint16(attendance.unspecifiedAbsenceMinutes());
        }
        if (shape.other()) {
            row.uint16(attendance.otherMinutes());
        }
        if (shape.late()) {
            row.nullableUint16(attendance.lateMinutes());
        }
        if (shape.unreported()) {
            row.bool(attendance.isReported());
        }
        if (shape.unscheduled()) {
            row.bool(attendance.hasSchedule());
        }
        if (shape.lesson()) {
            group(row, lesson);
        }
    }

    private static void write(RowBytes row, PupilTerm term, @Nullable Pseudonym sourcePerson) {
        row.text(term.schoolUnitCode()).text(term.schoolForm()).nullableUint8(term.schoolGrade());
        sex(row, term.sex());
        row.nullableUint16(term.birthYear()).nullableDate(term.validFrom()).nullableDate(term.validTo());
        group(row, sourcePerson);
    }

    private static void write(RowBytes row, SocialEvent event) {
        row.uint8(event.kind().ordinal() + 1)
                .text(event.category())
                .date(event.startedOn())
                .nullableDate(event.endedOn())
                .nullableBool(event.wasAssessed());
    }

    private static void write(
            RowBytes row, LeisureVisit visit, @Nullable Pseudonym meeting, @Nullable Pseudonym meetingCode) {
        row.text(visit.associationId())
                .text(visit.activity())
                .text(visit.municipalityCode())
                .date(visit.visitedOn())
                .uint16(visit.minutes());
        group(row, meeting);
        row.nullableUuid(meetingCode);
    }

    private static void write(RowBytes row, AttendancePeriod period) {
        row.text(period.schoolUnitCode()).nullableUint8(period.schoolGrade());
        sex(row, period.sex());
        row.date(period.periodFromOn())
                .date(period.periodToOn())
                .nullableUint32(period.offeredMinutes())
                .nullableUint32(period.reportedMinutes())
                .uint32(period.presentMinutes())
                .uint32(period.validAbsenceMinutes())
                .uint32(period.invalidAbsenceMinutes())
                .uint32(period.unspecifiedAbsenceMinutes())
                .uint32(period.otherMinutes())
                .nullableUint32(period.lateMinutes())
                .nullableUint32(period.unreportedMinutes());
    }

    private static void write(RowBytes row, Grade grade, @Nullable Pseudonym sourcePerson) {
        row.text(grade.schoolUnitCode())
                .text(grade.schoolForm())
                .text(grade.subject())
                .text(grade.grade())
                .nullableDate(grade.gradedOn())
                .text(grade.semester())
                .nullableUint16(grade.gradedYear())
                .bool(grade.isFinal())
                .bool(grade.isTrial())
                .bool(grade.isAdapted());
        group(row, sourcePerson);
    }

    private static void write(RowBytes row, SupportStep step, @Nullable Pseudonym supportCase) {
        row.text(step.schoolUnitCode())
                .text(step.district())
                .text(step.model())
                .text(step.level())
                .text(step.step())
                .date(step.stepOn())
                .nullableDate(step.consentFromOn())
                .nullableDate(step.consentToOn())
                .text(step.effort());
        group(row, supportCase);
    }

    private static void write(RowBytes row, FacilityBooking booking) {
        row.text(booking.facilityId())
                .text(booking.facilityKind())
                .text(booking.associationId())
                .text(booking.activity())
                .text(booking.district())
                .date(booking.bookedOn())
                .uint16(booking.minutes());
    }

    private static void write(RowBytes row, Resource resource) {
        row.text(resource.district())
                .uint16(resource.budgetYear())
                .uint8(RESOURCE_KINDS.indexOf(resource.resourceKind()) + 1)
                .text(resource.effort())
                .text(resource.targetGroup())
                .nullableHundredths(resource.posts())
                .nullableUint32(resource.places())
                .nullableInt64(resource.kronor());
    }

    /** The enum's numbers in the migration: F 1, M 2, U 3. */
    private static void sex(RowBytes row, Sex sex) {
        row.uint8(sex.ordinal() + 1);
    }
}
