package se.tvarsyn.load;

import java.time.LocalDate;
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

/**
 * What stands in a row that counts no more: nothing about anybody. The day is 1970-01-01, since what stood there before
 * is not known where such a row is made; FINAL takes the earlier row away whatever its partition.
 */
final class NoFact {
    private static final LocalDate NO_DAY = LocalDate.EPOCH;

    private NoFact() {}

    static Fact of(FactTable table) {
        return switch (table) {
            case ATTENDANCE -> new Attendance("", null, Sex.U, NO_DAY, 0, 0, 0, 0, 0, 0, null, false, true);
            case ATTENDANCE_PERIOD ->
                new AttendancePeriod("", null, Sex.U, NO_DAY, NO_DAY, null, null, 0, 0, 0, 0, 0, null, null);
            case ABSENCE_NOTICE -> new AbsenceNotice("", "", NO_DAY, NO_DAY);
            case PUPIL_TERM -> new PupilTerm("", "", null, Sex.U, null, null, null);
            case CARE_DAY -> new CareDay("", "", NO_DAY, 0, true);
            case GRADE -> new Grade("", "", "", "", null, "", null, false, false, false);
            case SUPPORT_CASE -> new SupportStep("", "", "", "", "", NO_DAY, null, null, "");
            case SOCIAL_EVENT -> new SocialEvent(SocialEvent.Kind.REPORT, "", NO_DAY, null, null);
            case LEISURE_VISIT -> new LeisureVisit("", "", NO_DAY, 0, "");
            case FACILITY_BOOKING -> new FacilityBooking("", "", "", "", "", NO_DAY, 0);
            case RESOURCE -> new Resource("", 0, "effort", "", "", null, null, null);
        };
    }
}
