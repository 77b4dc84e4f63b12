package se.tvarsyn.canonical;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables of database {@code core}; the lower-case name is the table's. */
public enum FactTable {
    ATTENDANCE(true, "attended_on", "lesson_key"),
    PUPIL_TERM(true, null, "source_person_key"),
    SOCIAL_EVENT(true, "started_on", null),
    LEISURE_VISIT(true, "visited_on", "meeting_key"),
    ATTENDANCE_PERIOD(true, "period_from_on", null),
    ABSENCE_NOTICE(true, "starts_on", null),
    GRADE(true, null, "source_person_key"),
    SUPPORT_CASE(true, "step_on", "case_key"),
    CARE_DAY(true, "attended_on", null),
    FACILITY_BOOKING(false, "booked_on", null),
    RESOURCE(false, null, null);

    /** The database that is read. */
    public static final String DATABASE = "core";

    private final boolean hasPerson;
    private final @Nullable String dayColumn;
    private final @Nullable String groupColumn;

    FactTable(boolean hasPerson, @Nullable String dayColumn, @Nullable String groupColumn) {
        this.hasPerson = hasPerson;
        this.dayColumn = dayColumn;
        this.groupColumn = groupColumn;
    }

    public String tableName() {
        return in(DATABASE);
    }

    /** The table of that name in another database: where keys are rotated, rows come to a shadow of it first. */
    public String in(String database) {
        return database + "." + name().toLowerCase(Locale.ROOT);
    }

    /** Whether a row is about a person; bookings and resources are not. */
    public boolean hasPerson() {
        return hasPerson;
    }

    /** The day by which a window of the source is told; null for tables that no window cuts. */
    public @Nullable String dayColumn() {
        return dayColumn;
    }

    /** The column with the token of what the row belongs to: a lesson, a meeting, a case; null where there is none. */
    public @Nullable String groupColumn() {
        return groupColumn;
    }

    /** Enrolments are reference entities: they are not counted among a delivery's facts (MODEL.md, Counts). */
    public boolean isReference() {
        return this == PUPIL_TERM;
    }
}
