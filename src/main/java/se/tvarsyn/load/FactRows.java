package se.tvarsyn.load;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.LeisureVisit;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch.WithdrawnRow;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.PupilTerm;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.canonical.SocialEvent;

/** How the records of each table are written: columns and their order (warehouse/migrations/0002_facts.sql). */
final class FactRows {
    private static final List<String> PERSON = List.of("person_pseudonym", "is_linkable", "key_version");
    private static final List<String> ORIGIN = List.of("feed", "delivery_id", "source_key", "version", "is_deleted");

    private static final LocalDate NO_DAY = LocalDate.EPOCH;

    private FactRows() {}

    /** Every column of a table. */
    static List<String> columns(FactTable table) {
        List<String> own =
                switch (table) {
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
                                "is_reported");
                    case PUPIL_TERM ->
                        List.of(
                                "school_unit_code",
                                "school_form",
                                "school_grade",
                                "sex",
                                "birth_year",
                                "valid_from",
                                "valid_to");
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
                };
        return Stream.of(PERSON, own, ORIGIN).flatMap(List::stream).toList();
    }

    static void write(RowBytes row, PseudonymousRecord record, DeliveryTicket ticket, long version, RowShape shape) {
        row.uuid(record.person()).bool(record.isLinkable()).uint16(record.keyVersion());
        Fact fact = record.fact();
        if (fact instanceof Attendance attendance) {
            write(row, attendance, shape);
        } else if (fact instanceof PupilTerm term) {
            write(row, term);
        } else if (fact instanceof SocialEvent event) {
            write(row, event);
        } else if (fact instanceof LeisureVisit visit) {
            write(row, visit, record.group(), record.groupCode());
        }
        end(row, ticket, record.sourceKey(), version, record.isDeleted(), shape);
    }

    /**
     * A row that counts no more: its key and nothing about anybody. The person's token is the empty one and the day is
     * 1970-01-01, since what stood there before is not known here; FINAL takes the row away whatever its partition.
     */
    static void write(RowBytes row, WithdrawnRow withdrawn, DeliveryTicket ticket, long version, RowShape shape) {
        row.uuid(0, 0).bool(false).uint16(0);
        switch (withdrawn.table()) {
            case ATTENDANCE ->
                write(row, new Attendance("", null, Sex.U, NO_DAY, 0, 0, 0, 0, 0, 0, null, false), shape);
            case PUPIL_TERM -> write(row, new PupilTerm("", "", null, Sex.U, null, null, null));
            case SOCIAL_EVENT -> write(row, new SocialEvent(SocialEvent.Kind.REPORT, "", NO_DAY, null, null));
            case LEISURE_VISIT ->
                write(row, new LeisureVisit("", "", NO_DAY, 0, ""), withdrawn.group(), withdrawn.groupCode());
        }
        end(row, ticket, withdrawn.sourceKey(), version, true, shape);
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

    private static void write(RowBytes row, Attendance attendance, RowShape shape) {
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
    }

    private static void write(RowBytes row, PupilTerm term) {
        row.text(term.schoolUnitCode()).text(term.schoolForm()).nullableUint8(term.schoolGrade());
        sex(row, term.sex());
        row.nullableUint16(term.birthYear()).nullableDate(term.validFrom()).nullableDate(term.validTo());
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
        if (meeting == null) {
            throw new IllegalStateException("a leisure visit belongs to a meeting; its mapping needs 'group'");
        }
        row.text(visit.associationId())
                .text(visit.activity())
                .text(visit.municipalityCode())
                .date(visit.visitedOn())
                .uint16(visit.minutes())
                .uuid(meeting)
                .nullableUuid(meetingCode);
    }

    /** The enum's numbers in the migration: F 1, M 2, U 3. */
    private static void sex(RowBytes row, Sex sex) {
        row.uint8(sex.ordinal() + 1);
    }
}
