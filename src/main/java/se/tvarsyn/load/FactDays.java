package se.tvarsyn.load;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.AbsenceNotice;
import se.tvarsyn.canonical.Attendance;
import se.tvarsyn.canonical.AttendancePeriod;
import se.tvarsyn.canonical.CareDay;
import se.tvarsyn.canonical.FacilityBooking;
import se.tvarsyn.canonical.Fact;
import se.tvarsyn.canonical.LeisureVisit;
import se.tvarsyn.canonical.SocialEvent;
import se.tvarsyn.canonical.SupportStep;

/** The day by which a window of the source is told: what {@code FactTable.dayColumn} is in the tables. */
final class FactDays {
    private FactDays() {}

    /** @return null for facts that no window cuts, and where the source tells no day */
    static @Nullable LocalDate windowDay(Fact fact) {
        if (fact instanceof Attendance attendance) {
            return attendance.attendedOn();
        }
        if (fact instanceof AttendancePeriod period) {
            return period.periodFromOn();
        }
        if (fact instanceof AbsenceNotice notice) {
            return notice.startsOn();
        }
        if (fact instanceof CareDay day) {
            return day.attendedOn();
        }
        if (fact instanceof LeisureVisit visit) {
            return visit.visitedOn();
        }
        if (fact instanceof SocialEvent event) {
            return event.startedOn();
        }
        if (fact instanceof FacilityBooking booking) {
            return booking.bookedOn();
        }
        return fact instanceof SupportStep step ? step.stepOn() : null;
    }
}
