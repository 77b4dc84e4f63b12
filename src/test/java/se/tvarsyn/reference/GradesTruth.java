package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Grade;

/** Chapter grades: final grades of compulsory school, by pupil and läsår. */
final class GradesTruth {
    private static final Set<String> PASSED = Set.of("A", "B", "C", "D", "E", "G", "VG", "MVG");
    private static final String DASH = "-";
    private static final String SWEDISH = "SV";
    private static final Set<String> ALWAYS = Set.of(SWEDISH, "EN", "MA");
    private static final int OTHERS_VOCATIONAL = 5;
    private static final int OTHERS_PREPARATORY = 9;

    private final Figures figures;
    private final UnitFile units;

    GradesTruth(Figures figures, UnitFile units) {
        this.figures = figures;
        this.units = units;
    }

    void add(PersonRecords records, Enrolments enrolments, Map<Period, PupilPeriod> periods) {
        Map<LocalDate, List<Grade>> years = new TreeMap<>();
        for (Grade grade : records.grades) {
            LocalDate day = dayOf(grade);
            if (grade.isFinal() && (grade.form().isEmpty() || grade.form().startsWith("GR")) && day != null) {
                LocalDate year = Period.of(Period.SCHOOL_YEAR, day).first();
                years.computeIfAbsent(year, y -> new ArrayList<>()).add(grade);
            }
        }
        years.forEach((year, grades) -> {
            Period period = Period.of(Period.SCHOOL_YEAR, year);
            pupil(records, period, grades, sex(periods.get(period), enrolments));
        });
    }

    /** The day it was set, else some day of the semester; null where neither is told. */
    private static @Nullable LocalDate dayOf(Grade grade) {
        Integer year = grade.year();
        if (grade.gradedOn() != null || year == null) {
            return grade.gradedOn();
        }
        return switch (grade.semester()) {
            case "HT" -> LocalDate.of(year, 12, 1);
            case "VT" -> LocalDate.of(year, 6, 1);
            default -> null;
        };
    }

    private static String sex(@Nullable PupilPeriod year, Enrolments enrolments) {
        String atPlace = year == null ? Sex.U.name() : year.place().sex();
        return atPlace.equals(Sex.U.name()) ? enrolments.lastSex().name() : atPlace;
    }

    private void pupil(PersonRecords records, Period period, List<Grade> grades, String sex) {
        Set<String> subjects = new HashSet<>();
        Set<String> passed = new HashSet<>();
        Set<String> dashes = new HashSet<>();
        for (Grade grade : grades) {
            String subject = grade.subject().equals("SVA") ? SWEDISH : grade.subject();
            subjects.add(subject);
            if (PASSED.contains(grade.grade())) {
                passed.add(subject);
            }
            if (grade.grade().equals(DASH)) {
                dashes.add(subject);
            }
        }
        boolean passedAlways = passed.containsAll(ALWAYS);
        int others = passed.size() - ALWAYS.size();
        dashes.removeAll(passed);

        String unit = unit(grades);
        List<Cut> cuts = Cut.totalAnd(
                Cut.by("school_unit", unit),
                Cut.by("district", units.district(unit, period.last())),
                Cut.by("sex", sex));
        share("eligible-vocational", period, cuts, passedAlways && others >= OTHERS_VOCATIONAL, records);
        share("eligible-preparatory", period, cuts, passedAlways && others >= OTHERS_PREPARATORY, records);
        share("all-subjects-passed", period, cuts, passed.equals(subjects), records);
        share("missing-basis", period, cuts, !dashes.isEmpty(), records);
    }

    private void share(String metric, Period period, List<Cut> cuts, boolean is, PersonRecords records) {
        figures.share(metric, period, cuts, is, true, records.token());
    }

    /** That of the last day, of equal days the first code; a grade without a day is older than any with one. */
    private static String unit(List<Grade> grades) {
        return grades.stream()
                .min(Comparator.comparing((Grade grade) -> grade.gradedOn() == null ? LocalDate.MIN : grade.gradedOn())
                        .reversed()
                        .thenComparing(Grade::unit))
                .orElseThrow()
                .unit();
    }
}
