package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static se.tvarsyn.reference.TinyTown.CSV;
import static se.tvarsyn.reference.TinyTown.OTHER_UNIT;
import static se.tvarsyn.reference.TinyTown.REST;
import static se.tvarsyn.reference.TinyTown.UNIT;

import java.util.List;
import org.junit.jupiter.api.Test;
import se.tvarsyn.reference.CoreRow.Lesson;

/** Which rows and feeds a pupil's minutes are taken from. */
class AccountTests {
    private static final String SUMS = "school-sums-csv";
    private static final String MEITNER = "school-meitner";

    private final TinyTown town = new TinyTown();

    @Test
    void aUnitsMonthIsTakenFromTheFirstFeed() {
        town.lessonFrom(1, "2026-03-02", CSV, 50).lessonFrom(1, "2026-03-02", REST, 10);
        town.lessonFrom(1, "2026-04-07", CSV, 50).lessonFrom(1, "2026-04-07", MEITNER, 30);
        town.lessonFrom(1, "2026-05-04", "school-z", 50).lessonFrom(1, "2026-05-04", MEITNER, 30);
        assertThat(town.total("absence-rate", "2026-03")).isEqualTo("10/100");
        assertThat(town.total("absence-rate", "2026-04")).isEqualTo("50/100");
        assertThat(town.total("absence-rate", "2026-05")).isEqualTo("30/100");
        assertThat(town.cell("quality-coverage", "2026-VT", "feed", CSV)).isEqualTo("100/100");
        assertThat(town.cell("quality-coverage", "2026-VT", "feed", "school-z")).isEqualTo("-");
    }

    @Test
    void lessonsComeBeforeSums() {
        town.sums(1, UNIT, "2026-03-01", "2026-03-31", 1000, 500, REST).lessonFrom(1, "2026-03-02", MEITNER, 10);
        town.sums(1, OTHER_UNIT, "2026-03-01", "2026-03-31", 1000, 500, REST);
        assertThat(town.cell("absence-rate", "2026-03", "school_unit", UNIT)).isEqualTo("10/100");
        assertThat(town.cell("absence-rate", "2026-03", "school_unit", OTHER_UNIT))
                .isEqualTo("500/1000");
    }

    @Test
    void aSumOverAMonthsEndBelongsToTheTermAndGivesWayToMonths() {
        town.sums(1, UNIT, "2026-02-23", "2026-03-01", 100, 10, SUMS);
        town.sums(2, UNIT, "2026-02-23", "2026-03-01", 100, 10, SUMS);
        town.sums(2, UNIT, "2026-05-01", "2026-05-31", 100, 20, SUMS);
        assertThat(town.total("absence-rate", "2026-VT")).isEqualTo("30/200");
        assertThat(town.total("absence-rate", "2026-Q1")).isEqualTo("-");
        assertThat(town.total("absence-rate", "2026-05")).isEqualTo("20/100");
        assertThat(town.total("pupils", "2025/26")).isEqualTo("2/0");
    }

    @Test
    void aSumOverATermsEndIsNotUsed() {
        town.sums(1, UNIT, "2025-12-15", "2026-01-15", 100, 10, SUMS);
        assertThat(town.values().stream().filter(v -> v.metric().startsWith("absence")))
                .isEmpty();
    }

    @Test
    void rowsWithoutAUnitCountWhereTheWholeMonthComesFromOneFeed() {
        town.add(1, town.lesson(1, "2026-03-02").at("").withAbsence(10, 0, 0)).lesson(1, "2026-03-03", 20, 0);
        town.add(1, town.lesson(1, "2026-04-07").at("").withAbsence(10, 0, 0)).lessonFrom(1, "2026-04-08", CSV, 20);
        assertThat(town.total("absence-rate", "2026-03")).isEqualTo("30/200");
        assertThat(town.total("absence-rate", "2026-04")).isEqualTo("20/100");
        assertThat(town.cell("absence-rate", "2026-03", "district", "")).isEqualTo("10/100");
        // A unit that is not mapped is in no cut by unit.
        assertThat(town.cell("absence-rate", "2026-03", "school_unit", "")).isEqualTo("-");
    }

    @Test
    void absencesWithoutAScheduleCountInWeeksWithALesson() {
        // 2026-03-02 is a Monday; the lesson stands on the Sunday's side of the same week.
        town.add(1, town.lesson(1, "2026-03-02").withAbsence(100, 0, 0).withoutSchedule());
        town.lesson(1, "2026-03-08", 0, 0);
        town.add(1, town.lesson(1, "2026-03-09").withAbsence(0, 100, 0).withoutSchedule());
        assertThat(town.total("absence-rate", "2026-03")).isEqualTo("100/200");
        assertThat(town.total("quality-without-denominator", "2026-03")).isEqualTo("100/200");
        assertThat(town.total("absence-long-invalid", "2026-03")).isEqualTo("0/1");
    }

    @Test
    void aFeedWithoutADenominatorGivesWayToOneThatHasIt() {
        town.add(1, town.lesson(1, "2026-03-02").withAbsence(100, 0, 0).withoutSchedule());
        town.sums(1, UNIT, "2026-03-01", "2026-03-31", 1000, 100, SUMS);
        town.add(2, town.lesson(2, "2026-03-02").withAbsence(100, 0, 0).withoutSchedule());
        assertThat(town.total("absence-rate", "2026-03")).isEqualTo("100/1000");
        assertThat(town.cell("quality-without-denominator", "2026-03", "feed", REST))
                .isEqualTo("100/100");
        assertThat(town.cell("quality-without-denominator", "2026-03", "feed", SUMS))
                .isEqualTo("0/100");
    }

    @Test
    void aSumWithoutOfferedTimeHasNoDenominator() {
        town.sums(1, UNIT, "2026-03-01", "2026-03-31", null, 40, SUMS);
        assertThat(town.total("absence-rate", "2026-03")).isEqualTo("-");
        assertThat(town.total("quality-without-denominator", "2026-03")).isEqualTo("40/40");
    }

    @Test
    void theNewestVersionCountsUnlessItIsDeletedOrNotLoaded() {
        Lesson corrected = town.lesson(1, "2026-03-02").withAbsence(50, 0, 0);
        town.add(1, corrected.withAbsence(10, 0, 0).from(TinyTown.newer(corrected.source())))
                .add(1, corrected);
        Lesson deleted = town.lesson(1, "2026-03-03").withAbsence(50, 0, 0);
        town.add(1, deleted).add(1, deleted.from(TinyTown.deleted(deleted.source())));
        Lesson replaced = town.lesson(1, "2026-03-04").withAbsence(50, 0, 0);
        town.add(1, replaced).add(1, replaced.from(TinyTown.unloaded(replaced.source())));
        assertThat(town.total("absence-rate", "2026-03")).isEqualTo("10/100");
    }

    @Test
    void aCorrectionMovesALessonToAnotherTerm() {
        Lesson lesson = town.lesson(1, "2025-06-02").withAbsence(50, 0, 0);
        town.add(1, lesson).add(1, lesson.on(TinyTown.day("2025-09-02")).from(TinyTown.newer(lesson.source())));
        assertThat(town.total("absence-rate", "2024/25")).isEqualTo("-");
        assertThat(town.total("absence-rate", "2025-HT")).isEqualTo("50/100");
    }

    @Test
    void whatIsReportedOfASumIsToldInOneOfThreeWays() {
        CoreRow.Source source = town.source(SUMS);
        for (List<Integer> told : List.of(List.of(80, -1, 80), List.of(-1, 30, 70), List.of(-1, -1, 100))) {
            CoreRow.Sums sums = new CoreRow.Sums(
                    TinyTown.person(1),
                    UNIT,
                    7,
                    se.tvarsyn.canonical.Sex.F,
                    TinyTown.day("2026-03-01"),
                    TinyTown.day("2026-03-31"),
                    100,
                    or(told.get(0)),
                    or(told.get(1)),
                    5,
                    0,
                    0,
                    source);
            assertThat(Minutes.of(sums)).isEqualTo(new Minutes(100, told.get(2), 5, 0, 0));
        }
    }

    private static @org.jspecify.annotations.Nullable Integer or(int value) {
        return value < 0 ? null : value;
    }
}
