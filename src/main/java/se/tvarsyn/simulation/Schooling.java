package se.tvarsyn.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Units, classes and pupils, and how the lessons of the year went. */
final class Schooling {
    static final String BURDENED_DISTRICT = "Bergsunda";
    private static final String CALM_DISTRICT = "Ängsholmen";
    private static final int CLASS_SIZE = 27;
    /** Of each of the years of birth before those of the school. */
    private static final int OUTSIDERS = 40;

    private static final int LEAVERS_BORN = 2009;
    private static final long DRAW_NUMBERS = 1;
    private static final long DRAW_PUPIL = 2;
    private static final long DRAW_EVENT = 3;
    private static final long DRAW_ID = 4;

    /** A class of one unit and grade. */
    record SchoolClass(int index, int unit, int grade, char letter) {
        String name() {
            return grade + String.valueOf(letter);
        }
    }

    final long seed;
    final SchoolYear year = new SchoolYear();
    final List<SchoolUnit> units;
    final List<SchoolClass> classes = new ArrayList<>();
    final List<Pupil> pupils = new ArrayList<>();
    /** Children of school age who go to school elsewhere: no school feed has them. */
    final List<TestNumbers.Born> outsiders = new ArrayList<>();
    /** Who went to the last grade the year before. */
    final List<TestNumbers.Born> leavers = new ArrayList<>();

    private final List<int[]> members = new ArrayList<>();

    Schooling(long seed, int size) {
        this.seed = seed;
        units = units();
        AbsencePattern pattern = new AbsencePattern(year);
        for (int grade = 0; grade <= 9; grade++) {
            List<TestNumbers.Born> born = new ArrayList<>(TestNumbers.listed(2019 - grade));
            SeededDraws.of(seed, DRAW_NUMBERS, grade, 0).shuffle(born);
            int wanted = size / 10 + (grade < size % 10 ? 1 : 0);
            enrol(pattern, grade, born.subList(0, wanted));
        }
        for (int year = 2007; year <= 2009; year++) {
            List<TestNumbers.Born> born = new ArrayList<>(TestNumbers.listed(year));
            SeededDraws.of(seed, DRAW_NUMBERS, year, 1).shuffle(born);
            outsiders.addAll(born.subList(0, OUTSIDERS));
            if (year == LEAVERS_BORN) {
                leavers.addAll(born.subList(OUTSIDERS, OUTSIDERS + size / 10));
            }
        }
        index();
    }

    private static List<SchoolUnit> units() {
        String rest = SchoolUnit.SS12000;
        String csv = SchoolUnit.LESSON_CSV;
        return List.of(
                new SchoolUnit(0, "31415926", "Ängsskolan F-6", CALM_DISTRICT, 0, 6, csv, 0.40, false),
                new SchoolUnit(1, "27182818", "Ängsholmsskolan 7-9", CALM_DISTRICT, 7, 9, csv, 0.40, false),
                new SchoolUnit(2, "16180339", "Lindhagaskolan F-6", CALM_DISTRICT, 0, 6, rest, 0.12, false),
                new SchoolUnit(3, "14142135", "Lindhagaskolan 7-9", CALM_DISTRICT, 7, 9, rest, 0.12, true),
                new SchoolUnit(4, "17320508", "Bergskolan F-6", BURDENED_DISTRICT, 0, 6, csv, 0.37, false),
                new SchoolUnit(5, "22360679", "Bergsundaskolan 7-9", BURDENED_DISTRICT, 7, 9, csv, 0.37, true),
                new SchoolUnit(6, "26457513", "Kvarnskolan F-6", BURDENED_DISTRICT, 0, 6, rest, 0.11, false),
                new SchoolUnit(7, "33166247", "Kvarnskolan 7-9", BURDENED_DISTRICT, 7, 9, rest, 0.11, false));
    }

    private void enrol(AbsencePattern pattern, int grade, List<TestNumbers.Born> born) {
        List<SchoolUnit> here = units.stream()
                .filter(unit -> grade >= unit.lowestGrade() && grade <= unit.highestGrade())
                .toList();
        int from = 0;
        double weight = 0;
        int[] firstClass = new int[units.size()];
        int[] classCount = new int[units.size()];
        int[] upTo = new int[here.size()];
        for (int i = 0; i < here.size(); i++) {
            weight += here.get(i).weight();
            upTo[i] = i == here.size() - 1 ? born.size() : Math.min(born.size(), (int) (weight * born.size() + 0.5));
            int unit = here.get(i).index();
            firstClass[unit] = classes.size();
            classCount[unit] = Math.max(1, (upTo[i] - from + CLASS_SIZE - 1) / CLASS_SIZE);
            for (int c = 0; c < classCount[unit]; c++) {
                classes.add(new SchoolClass(classes.size(), unit, grade, (char) ('A' + c)));
            }
            from = upTo[i];
        }
        int position = 0;
        for (int i = 0; i < here.size(); i++) {
            SchoolUnit unit = here.get(i);
            SchoolUnit sibling = siblingOf(unit);
            for (; position < upTo[i]; position++) {
                int own = firstClass[unit.index()] + position % classCount[unit.index()];
                int other = firstClass[sibling.index()] + position % classCount[sibling.index()];
                pupils.add(pupil(pattern, grade, born.get(position), unit, own, other));
            }
        }
    }

    /** The unit of the same stage and feed in the other district: where pupils move, so that none is in both feeds. */
    private SchoolUnit siblingOf(SchoolUnit unit) {
        return units.get((unit.index() + 4) % 8);
    }

    private Pupil pupil(AbsencePattern pattern, int grade, TestNumbers.Born born, SchoolUnit unit, int own, int other) {
        int index = pupils.size();
        SeededDraws draws = SeededDraws.of(seed, DRAW_PUPIL, index, 0);
        boolean isBurdened = unit.district().equals(BURDENED_DISTRICT);
        String marking = marking(draws, unit);
        boolean moves = draws.chance(0.012);
        int movesOn = moves ? year.indexFrom(LocalDate.of(2026, 1, 8)) + draws.below(30) : year.count();
        int startsOn = !moves && draws.chance(0.008) ? draws.between(20, 110) : 0;
        Pupil.Schedule schedule = Pupil.Schedule.AS_CLASS;
        if (unit.isRest() && draws.chance(0.02)) {
            schedule = draws.chance(0.5) ? Pupil.Schedule.SHORTENED : Pupil.Schedule.NOT_ON_WEDNESDAYS;
        }
        double kindOfNumber = draws.share();
        String number = born.number();
        boolean isLinkable = true;
        if (kindOfNumber < 0.02) {
            number = TestNumbers.coordination(born);
        } else if (kindOfNumber < 0.027) {
            number = TestNumbers.temporary(born);
            isLinkable = false;
        } else if (kindOfNumber < 0.037 && unit.isRest()) {
            number = null;
            isLinkable = false;
        }
        String given = draws.pick(MadeUpNames.GIVEN);
        String family = draws.pick(MadeUpNames.FAMILY);
        double burden = AbsencePattern.burden(draws, grade, isBurdened);
        byte[] lessons = pattern.draw(draws, grade, born.isWoman(), isBurdened, burden, unit);
        java.util.Arrays.fill(lessons, 0, startsOn * SchoolYear.BLOCKS, Outcome.NOT_ENROLLED);
        return new Pupil(
                index,
                born,
                number,
                isLinkable,
                given,
                family,
                grade,
                marking,
                schedule,
                own,
                moves ? other : own,
                movesOn,
                startsOn,
                burden,
                lessons);
    }

    /** Only SS 12000 can mark a protected person; a quarter of its pupils have 0.3 % of all pupils' marks. */
    private static String marking(SeededDraws draws, SchoolUnit unit) {
        double share = draws.share();
        if (!unit.isRest() || share >= 0.014) {
            return "Ingen";
        }
        return share < 0.007 ? "Sekretessmarkering" : share < 0.012 ? "Skyddad folkbokföring" : "Under utredning";
    }

    private void index() {
        List<List<Integer>> lists = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            lists.add(new ArrayList<>());
        }
        for (Pupil pupil : pupils) {
            lists.get(pupil.firstClass).add(pupil.index);
            if (pupil.secondClass != pupil.firstClass) {
                lists.get(pupil.secondClass).add(pupil.index);
            }
        }
        for (List<Integer> list : lists) {
            members.add(list.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /** Pupils who are in the class on some day of the year, by index. */
    int[] members(int schoolClass) {
        return members.get(schoolClass);
    }

    SchoolUnit unitOf(SchoolClass schoolClass) {
        return units.get(schoolClass.unit());
    }

    boolean isCancelled(int schoolClass, int day, int block) {
        return SeededDraws.of(seed, DRAW_EVENT, schoolClass, day * 8L + block).chance(0.006);
    }

    /** Whether the teacher reported the lesson at all. */
    boolean isReportedByTeacher(int schoolClass, int day, int block) {
        return !SeededDraws.of(seed, DRAW_EVENT + 16, schoolClass, day * 8L + block)
                .chance(0.018);
    }

    /** The lesson's outcome for one pupil, with what befell the whole lesson. */
    byte outcome(Pupil pupil, int schoolClass, int day, int block, boolean isReportedByTeacher) {
        if (pupil.classOn(day) != schoolClass) {
            return Outcome.NOT_ENROLLED;
        }
        byte outcome = pupil.outcome(day, block);
        return outcome != Outcome.NOT_ENROLLED && !isReportedByTeacher ? Outcome.UNREPORTED : outcome;
    }

    boolean participates(Pupil pupil, int day, int block) {
        return pupil.schedule != Pupil.Schedule.NOT_ON_WEDNESDAYS
                || block != 1
                || year.day(day).getDayOfWeek() != java.time.DayOfWeek.WEDNESDAY;
    }

    int offered(Pupil pupil, int day, int block) {
        return pupil.schedule == Pupil.Schedule.SHORTENED && block == 1 ? 50 : year.minutes(pupil.grade, block, day);
    }

    UUID id(int kind, long a, long b) {
        return SeededDraws.of(seed, DRAW_ID + 32L * kind, a, b).uuid();
    }

    /** The sex as the pupil's school says it: a few are unknown. */
    static @Nullable Boolean saidToBeWoman(Pupil pupil) {
        return pupil.index % 211 == 17 ? null : (Boolean) pupil.born.isWoman();
    }
}
