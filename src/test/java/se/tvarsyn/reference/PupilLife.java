package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Enrolment;
import se.tvarsyn.reference.CoreRow.Person;

/** One invented pupil: where and when at school, and the draws and row keys of everything else about them. */
final class PupilLife {
    private static final int GRADES = 13;

    final int index;
    final Person person;
    final FeedMix mix;
    final Sex sex;
    final int birthYear;
    final SplittableRandom draw;
    final List<Stay> stays = new ArrayList<>();

    private final long keySeed;
    private long keys;

    /**
     * @param to last day, inclusive
     */
    record Stay(TownUnits.Unit unit, int grade, LocalDate from, LocalDate to) {
        boolean holds(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    PupilLife(long seed, int index, TownUnits units, SchoolCalendar calendar) {
        this.index = index;
        this.keySeed = Tokens.mix(seed + 7_919L * index);
        this.draw = new SplittableRandom(keySeed);
        this.mix = FeedMix.of(Math.floorMod(61 * index + (int) (seed % 100), 100));
        this.person = new Person(Tokens.of(seed, index), mix != FeedMix.UNLINKABLE);
        int sexes = draw.nextInt(100);
        this.sex = sexes < 2 ? Sex.U : sexes < 51 ? Sex.F : Sex.M;
        int start = index % GRADES;
        this.birthYear = 2024 - 6 - start - (draw.nextInt(20) == 0 ? 1 : 0);
        year(start, "2024-08-01", "2025-06-30", units, calendar);
        if (start + 1 < GRADES) {
            year(start + 1, "2025-08-01", "2026-06-30", units, calendar);
        }
    }

    /** @param step 0 to 9 compulsory school, 10 to 12 upper secondary */
    private void year(int step, String from, String to, TownUnits units, SchoolCalendar calendar) {
        boolean isUpper = step > 9;
        int grade = isUpper ? step - 9 : step;
        List<TownUnits.Unit> teaching = units.teaching(grade, isUpper);
        TownUnits.Unit before =
                stays.isEmpty() ? null : stays.get(stays.size() - 1).unit();
        TownUnits.Unit unit =
                before != null && before.teaches(grade, isUpper) ? before : teaching.get(draw.nextInt(teaching.size()));
        LocalDate first = LocalDate.parse(from);
        LocalDate last = LocalDate.parse(to);
        if (draw.nextInt(14) > 0 || teaching.size() < 2) {
            stays.add(new Stay(unit, grade, first, last));
            return;
        }
        TownUnits.Unit other = teaching.get((teaching.indexOf(unit) + 1) % teaching.size());
        LocalDate move =
                calendar.schoolDays().get(draw.nextInt(calendar.schoolDays().size() / 2 - 20) + 10);
        move = first.isBefore(SchoolCalendar.SECOND) ? move : move.plusYears(1);
        // One in three has lessons at both units on the day of the move.
        stays.add(new Stay(unit, grade, first, draw.nextInt(3) == 0 ? move : move.minusDays(1)));
        stays.add(new Stay(other, grade, move, last));
    }

    UUID key() {
        return Tokens.of(keySeed, ++keys);
    }

    boolean oneIn(int many) {
        return draw.nextInt(many) == 0;
    }

    /** Empty where the source's unit is not mapped. */
    String code(Stay stay) {
        return mix == FeedMix.UNMAPPED ? "" : stay.unit().code();
    }

    @Nullable
    Stay at(LocalDate day) {
        return stays.stream().filter(stay -> stay.holds(day)).findFirst().orElse(null);
    }

    /** Enrolments as sources have them: some without end, without grade, doubled, beside a place in fritids, or none. */
    List<Enrolment> enrolments(DeliveryPlan plan) {
        List<Enrolment> rows = new ArrayList<>();
        if (oneIn(30)) {
            return rows;
        }
        boolean isOpen = oneIn(6);
        for (Stay stay : stays) {
            boolean isUpper = stay.unit().isUpperSecondary();
            String form = isUpper ? "GY" : stay.grade() == 0 ? "FKLASS" : oneIn(40) ? "GRAN" : "GR";
            LocalDate from = oneIn(20) && stay.from().equals(LocalDate.of(2024, 8, 1)) ? null : stay.from();
            LocalDate to = isOpen && stay.to().equals(LocalDate.of(2026, 6, 30))
                    ? null
                    : stay.to().plusDays(1);
            Integer grade = oneIn(15) ? null : stay.grade();
            Integer year = oneIn(25) ? null : birthYear;
            rows.add(enrolment(plan, stay, form, grade, oneIn(15) ? Sex.U : sex, year, from, to));
            if (oneIn(12)) {
                rows.add(enrolment(
                        plan,
                        stay,
                        form,
                        stay.grade(),
                        sex,
                        birthYear,
                        stay.from().plusDays(40),
                        to));
            }
            if (!isUpper && stay.grade() < 4 && oneIn(5)) {
                rows.add(enrolment(
                        plan, stay, "FTH", null, Sex.U, year, stay.from().plusDays(12), null));
            }
        }
        return rows;
    }

    private Enrolment enrolment(
            DeliveryPlan plan,
            Stay stay,
            String form,
            @Nullable Integer grade,
            Sex told,
            @Nullable Integer year,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        return new Enrolment(
                person,
                code(stay),
                form,
                grade,
                told,
                year,
                from,
                to,
                plan.monthly(DeliveryPlan.REST, stay.from(), key()));
    }
}
