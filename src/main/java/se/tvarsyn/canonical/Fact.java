package se.tvarsyn.canonical;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a record says, without whom it is about: no identity number, no name, no id of the source, no free text. One type
 * per table of database {@code core}; its row is described in MODEL.md and in the table's migration.
 */
public sealed interface Fact
        permits Attendance,
                AttendancePeriod,
                AbsenceNotice,
                PupilTerm,
                CareDay,
                Grade,
                SupportStep,
                SocialEvent,
                LeisureVisit,
                FacilityBooking,
                Resource {
    /** The table of database {@code core} that holds this kind of fact. */
    FactTable table();

    /**
     * The last day that the fact is about, by which its retention is counted; null while it goes on or tells no day. The
     * same as erasure/ExpiredRows says in SQL.
     */
    @Nullable
    LocalDate lastDay();
}
