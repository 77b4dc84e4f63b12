package se.tvarsyn.canonical;

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
}
