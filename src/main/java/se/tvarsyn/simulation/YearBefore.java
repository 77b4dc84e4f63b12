package se.tvarsyn.simulation;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The school year 2024/25, of which only sums per pupil and month are left, as where a municipality changed its school
 * system: what a lead holds this year against. The same pupils a grade lower, and those who have left since. No programme ran.
 */
final class YearBefore {
    private static final String HEADER =
            "personnummer;skolenhetskod;arskurs;kon;Undv. tid;Lekt.;N min;GF min;F min;Ej reg tid\n";
    private static final long DRAW_YEAR_BEFORE = 5;
    private static final int LAST_GRADE = 9;

    private final Schooling schooling;
    private final AbsencePattern pattern;

    YearBefore(Schooling schooling) {
        this.schooling = schooling;
        this.pattern = new AbsencePattern(schooling.year);
    }

    /** A pupil as of then. Without a {@code toString} that says anything. */
    private record Past(
            String number,
            SchoolUnit unit,
            int grade,
            @Nullable Boolean isWoman,
            double burden,
            int index) {
        @Override
        public String toString() {
            return "Past[hidden]";
        }
    }

    /** A month of one pupil, in minutes. */
    private static final class Sums {
        int lessons;
        int offered;
        int valid;
        int invalid;
        int unreported;

        void add(byte outcome, int minutes) {
            lessons++;
            offered += minutes;
            valid += Outcome.validMinutes(outcome, minutes);
            invalid += Outcome.invalidMinutes(outcome, minutes);
            unreported += outcome == Outcome.UNREPORTED ? minutes : 0;
        }
    }

    /** Text of each file, by its name: one a month. */
    Map<String, String> files() {
        Map<YearMonth, StringBuilder> months = new TreeMap<>();
        for (Past pupil : pupils()) {
            sums(pupil).forEach((month, sums) -> months.computeIfAbsent(month, m -> new StringBuilder(HEADER))
                    .append(row(pupil, sums)));
        }
        Map<String, String> files = new TreeMap<>();
        months.forEach(
                (month, text) -> files.put(month.atDay(1) + "_" + month.atEndOfMonth() + ".csv", text.toString()));
        return files;
    }

    private List<Past> pupils() {
        List<Past> all = new ArrayList<>();
        List<SchoolUnit> ofLast = new ArrayList<>();
        for (Pupil pupil : schooling.pupils) {
            SchoolUnit unit = schooling.unitOf(schooling.classes.get(pupil.firstClass));
            if (pupil.grade == LAST_GRADE) {
                ofLast.add(unit);
            }
            // Whoever moved in was elsewhere; preschool is no school.
            if (pupil.number != null
                    && pupil.isLinkable
                    && !pupil.isProtected()
                    && pupil.startsOn == 0
                    && pupil.grade > 0) {
                int grade = pupil.grade - 1;
                all.add(new Past(
                        pupil.number,
                        grade < unit.lowestGrade() ? schooling.units.get(unit.index() - 1) : unit,
                        grade,
                        Schooling.saidToBeWoman(pupil),
                        pupil.burden,
                        pupil.index));
            }
        }
        for (int i = 0; i < schooling.leavers.size(); i++) {
            TestNumbers.Born born = schooling.leavers.get(i);
            all.add(new Past(
                    born.number(),
                    ofLast.get(i % ofLast.size()),
                    LAST_GRADE,
                    born.isWoman(),
                    0,
                    schooling.pupils.size() + i));
        }
        return all;
    }

    private Map<YearMonth, Sums> sums(Past pupil) {
        SeededDraws draws = SeededDraws.of(schooling.seed, DRAW_YEAR_BEFORE, pupil.index, 0);
        boolean isBurdened = pupil.unit.district().equals(Schooling.BURDENED_DISTRICT);
        // Most of this year's long tail was there before. Some who were are no more: what a lead hopes to see.
        double kept = draws.chance(0.75) ? pupil.burden : 0;
        double past = AbsencePattern.burden(draws, pupil.grade, isBurdened);
        double burden = kept > 0 ? kept : pupil.grade == LAST_GRADE || draws.chance(0.4) ? past : 0;
        byte[] outcomes = pattern.draw(
                draws,
                pupil.grade,
                Boolean.TRUE.equals(pupil.isWoman),
                isBurdened,
                burden,
                pupil.unit.withoutProgramme());
        Map<YearMonth, Sums> months = new TreeMap<>();
        for (int day = 0; day < schooling.year.count(); day++) {
            Sums sums = months.computeIfAbsent(
                    YearMonth.from(schooling.year.day(day)).minusYears(1), m -> new Sums());
            for (int block = 0; block < SchoolYear.blocks(pupil.grade); block++) {
                sums.add(outcomes[day * SchoolYear.BLOCKS + block], schooling.year.minutes(pupil.grade, block, day));
            }
        }
        return months;
    }

    private static String row(Past pupil, Sums sums) {
        String sex = pupil.isWoman == null ? "" : pupil.isWoman ? "F" : "M";
        return "%s;%s;%d;%s;%d;%d;%d;%d;%d;%d%n"
                .formatted(
                        pupil.number,
                        pupil.unit.code(),
                        pupil.grade,
                        sex,
                        sums.offered,
                        sums.lessons,
                        sums.offered - sums.valid - sums.invalid - sums.unreported,
                        sums.valid,
                        sums.invalid,
                        sums.unreported);
    }
}
