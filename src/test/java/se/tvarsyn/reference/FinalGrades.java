package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.reference.CoreRow.Grade;

/** The grades of one pupil: final ones after year 9, and others that are none. */
final class FinalGrades {
    private static final List<String> OTHERS =
            List.of("BL", "HKK", "IDH", "MU", "SL", "TN", "BI", "FY", "KE", "GE", "HI", "RE", "SH");

    private final PupilLife pupil;
    private final DeliveryPlan plan;
    private final List<Grade> rows = new ArrayList<>();
    private final int failPercent;

    FinalGrades(PupilLife pupil, DeliveryPlan plan) {
        this.pupil = pupil;
        this.plan = plan;
        this.failPercent = List.of(1, 1, 4, 12, 45).get(pupil.draw.nextInt(5));
    }

    List<Grade> all() {
        for (PupilLife.Stay stay : pupil.stays) {
            LocalDate end = stay.to();
            if (!stay.unit().isUpperSecondary() && stay.grade() == 9 && end.getMonthValue() == 6) {
                ofYearNine(stay, LocalDate.of(end.getYear(), 6, 10));
            } else if (stay.unit().isUpperSecondary() && pupil.oneIn(4)) {
                grade(stay, "GY", "M1XXX", "C", end.minusDays(20), true);
            } else if (stay.grade() > 5 && pupil.oneIn(6)) {
                grade(stay, "GR", "MA", "B", end.minusDays(20), false);
            }
        }
        return rows;
    }

    private void ofYearNine(PupilLife.Stay stay, LocalDate day) {
        // Some sources tell the semester only, and some no form.
        LocalDate set = pupil.oneIn(6) ? null : day;
        String form = pupil.oneIn(10) ? "" : "GR";
        grade(stay, form, pupil.oneIn(4) ? "SVA" : "SV", drawn(), set, true);
        grade(stay, form, "EN", drawn(), set, true);
        grade(stay, form, "MA", drawn(), set, true);
        int others = pupil.oneIn(5) ? 5 + pupil.draw.nextInt(5) : OTHERS.size();
        for (int i = 0; i < others; i++) {
            grade(stay, form, OTHERS.get(i), drawn(), set, true);
        }
        // An examination after the term, at times elsewhere, and at times in the other Swedish.
        if (pupil.oneIn(5)) {
            grade(stay, form, pupil.oneIn(2) ? "MA" : "SVA", pupil.oneIn(3) ? "F" : "E", day.plusDays(10), true);
        }
        if (pupil.oneIn(12)) {
            rows.add(row(stay, "10299999", "GR", "EN", "E", day.plusDays(10), true));
        }
    }

    private String drawn() {
        int fail = pupil.draw.nextInt(100);
        if (fail < failPercent) {
            return fail * 2 < failPercent ? "-" : "F";
        }
        return List.of("A", "B", "C", "D", "E", "E").get(pupil.draw.nextInt(6));
    }

    private void grade(
            PupilLife.Stay stay, String form, String subject, String grade, @Nullable LocalDate day, boolean isFinal) {
        rows.add(row(stay, pupil.code(stay), form, subject, grade, day, isFinal));
    }

    private Grade row(
            PupilLife.Stay stay,
            String unit,
            String form,
            String subject,
            String grade,
            @Nullable LocalDate day,
            boolean isFinal) {
        String feed = pupil.index % 2 == 0 ? DeliveryPlan.GRADES : DeliveryPlan.REST;
        return new Grade(
                pupil.person,
                unit,
                form,
                subject,
                grade,
                day,
                "VT",
                stay.to().getYear(),
                isFinal,
                plan.monthly(feed, stay.to(), pupil.key()));
    }
}
