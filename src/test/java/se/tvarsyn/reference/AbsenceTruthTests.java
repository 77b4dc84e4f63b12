package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static se.tvarsyn.reference.TinyTown.OTHER_UNIT;
import static se.tvarsyn.reference.TinyTown.UNKNOWN_UNIT;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Lesson;

/** Chapter absence, each value worked out by hand from docs/figures.md. */
class AbsenceTruthTests {
    private final TinyTown town = new TinyTown();

    @Test
    void absenceIsOfReportedTimeOnly() {
        town.lesson(1, "2026-03-02", 30, 10).unreported(1, "2026-03-03").lesson(1, "2026-03-04", 0, 0);
        assertThat(town.total("absence-rate", "2026-03")).isEqualTo("40/200");
        assertThat(town.total("absence-valid-rate", "2026-Q1")).isEqualTo("30/200");
        assertThat(town.total("absence-invalid-rate", "2026-VT")).isEqualTo("10/200");
        assertThat(town.total("reporting-coverage", "2025/26")).isEqualTo("200/300");
        assertThat(town.cell("absence-rate", "2026-03", "district", "Norrby")).isEqualTo("40/200");
        assertThat(town.cell("absence-rate", "2026-03", "stage", "7-9")).isEqualTo("40/200");
    }

    @ParameterizedTest
    @CsvSource({"10, 10, 1/1", "9, 5, 0/1", "0, 0, 0/1", "50, 50, 1/1", "100, 50, 1/1"})
    void aLimitThatIsReachedExactlyIsReached(int absent, String band, String isOver) {
        town.lesson(1, "2026-03-02", absent, 0);
        assertThat(town.cell("absence-bands", "2026-03", "", "", band)).isEqualTo("1/1");
        assertThat(town.total("absence-over-threshold", "2026-03")).isEqualTo(isOver);
    }

    @Test
    void everyBandHasACellWhereThereArePupils() {
        town.lesson(1, "2026-03-02", 10, 0);
        assertThat(town.cell("absence-bands", "2026-03", "sex", "F", "30")).isEqualTo("0/1");
        assertThat(town.cell("absence-bands", "2026-03", "sex", "M", "30")).isEqualTo("-");
    }

    @Test
    void aPupilWhoseTimeNobodyReportedHasNoBand() {
        town.unreported(1, "2026-03-02");
        assertThat(town.total("pupils", "2026-03")).isEqualTo("-");
        assertThat(town.total("absence-over-threshold", "2026-03")).isEqualTo("-");
        assertThat(town.total("reporting-coverage", "2026-03")).isEqualTo("0/100");
    }

    /** @param end last day of the invalid absence that began on 2 March 2026, a Monday */
    @ParameterizedTest
    @CsvSource({"2026-03-31, 0/1, 0/1, -", "2026-04-01, 0/1, 1/1, 1/1", "2026-04-02, 0/1, 1/1, 1/1"})
    void aSpellIsLongWhenItCoversACalendarMonth(String end, String march, String term, String april) {
        invalid("2026-03-02", end);
        assertThat(town.total("absence-long-invalid", "2026-03")).isEqualTo(march);
        assertThat(town.total("absence-long-invalid", "2026-VT")).isEqualTo(term);
        assertThat(town.total("absence-long-invalid", "2026-04")).isEqualTo(april);
    }

    private void invalid(String from, String to) {
        for (LocalDate day = LocalDate.parse(from); !day.isAfter(LocalDate.parse(to)); day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                town.lesson(1, day.toString(), 0, 100);
            }
        }
    }

    @Test
    void aSpellThatIsCompleteOnAWeekendBecomesLongOnTheNextSchoolDay() {
        // 1 May to 31 May; 31 May 2026 is a Sunday.
        invalid("2026-05-01", "2026-06-01");
        assertThat(town.total("absence-long-invalid", "2026-05")).isEqualTo("0/1");
        assertThat(town.total("absence-long-invalid", "2026-06")).isEqualTo("1/1");
    }

    @Test
    void aDayWithAnyOtherTimeEndsASpellAndAnUnreportedDayDoesNot() {
        invalid("2026-03-02", "2026-03-13");
        town.unreported(1, "2026-03-16");
        invalid("2026-03-17", "2026-04-02");
        assertThat(town.total("absence-long-invalid", "2026-04")).isEqualTo("1/1");

        TinyTown broken = new TinyTown();
        for (String day : new String[] {"2026-03-02", "2026-03-20", "2026-04-02"}) {
            broken.lesson(1, day, 0, 100);
        }
        broken.lesson(1, "2026-03-20", 1, 99);
        assertThat(broken.total("absence-long-invalid", "2026-04")).isEqualTo("0/1");
    }

    @Test
    void daysInARowAreOneOccasionAndBelongToTheirFirstDay() {
        // Three in February, the last of them into March; two in March.
        for (String day :
                new String[] {"2026-02-02", "2026-02-10", "2026-02-27", "2026-03-02", "2026-03-10", "2026-03-20"}) {
            town.lesson(1, day, 5, 0);
        }
        for (String day : new String[] {"2026-02-03", "2026-02-11", "2026-03-03", "2026-03-11"}) {
            town.lesson(1, day, 0, 0);
        }
        assertThat(town.total("absence-scattered", "2026-03")).isEqualTo("1/1");
        assertThat(town.total("absence-scattered", "2026-02")).isEqualTo("0/1");
        assertThat(town.total("absence-scattered", "2026-Q1")).isEqualTo("1/1");
        // The term's last two months have none.
        assertThat(town.total("absence-scattered", "2026-VT")).isEqualTo("0/1");
    }

    @Test
    void escalationAndRecoveryCompareWithTheCalendarMonthBefore() {
        town.lesson(1, "2026-01-12", 4, 0).lesson(1, "2026-02-02", 16, 0).lesson(1, "2026-03-02", 12, 0);
        town.lesson(2, "2026-01-12", 16, 0).lesson(2, "2026-03-02", 30, 0);
        assertThat(town.total("absence-escalation", "2026-02")).isEqualTo("1/1");
        assertThat(town.total("absence-recovery", "2026-02")).isEqualTo("-");
        assertThat(town.total("absence-escalation", "2026-03")).isEqualTo("0/1");
        assertThat(town.total("absence-recovery", "2026-03")).isEqualTo("1/1");
        assertThat(town.total("absence-escalation", "2026-01")).isEqualTo("-");
    }

    @Test
    void afterAMoveMinutesStayAndHeadsGoAlong() {
        town.lesson(1, "2026-03-02", 100, 0);
        town.add(1, town.lesson(1, "2026-03-16").at(OTHER_UNIT));
        assertThat(town.cell("absence-rate", "2026-03", "school_unit", TinyTown.UNIT))
                .isEqualTo("100/100");
        assertThat(town.cell("absence-rate", "2026-03", "school_unit", OTHER_UNIT))
                .isEqualTo("0/100");
        assertThat(town.cell("pupils", "2026-03", "school_unit", TinyTown.UNIT)).isEqualTo("-");
        assertThat(town.cell("pupils", "2026-03", "school_unit", OTHER_UNIT)).isEqualTo("1/0");
        // One pupil, half of the time absent, at the place of the last day.
        assertThat(town.cell("absence-bands", "2026-03", "district", "Centrum", "50"))
                .isEqualTo("1/1");
    }

    @Test
    void ofTwoUnitsOnTheLastDayTheFirstCodeIsThePlace() {
        town.add(1, town.lesson(1, "2026-03-16").at(OTHER_UNIT)).lesson(1, "2026-03-16", 0, 0);
        assertThat(town.cell("pupils", "2026-03", "school_unit", TinyTown.UNIT)).isEqualTo("1/0");
    }

    @Test
    void theDistrictIsTheOneAtThePeriodsEnd() {
        town.add(1, town.lesson(1, "2025-10-01").at(OTHER_UNIT));
        assertThat(town.cell("pupils", "2025-10", "district", "Söderåsa")).isEqualTo("1/0");
        assertThat(town.cell("pupils", "2025/26", "district", "Centrum")).isEqualTo("1/0");
    }

    @Test
    void whatALessonLacksComesFromTheEnrolmentThatBeganLast() {
        Lesson told = town.lesson(1, "2026-03-02");
        town.add(
                1,
                new Lesson(
                        told.person(), UNKNOWN_UNIT, null, Sex.U, told.day(), 100, 0, 0, 0, true, true, told.source()));
        town.enrolment(1, UNKNOWN_UNIT, "GRAN", 4, Sex.F, "2025-08-01", null)
                .enrolment(1, UNKNOWN_UNIT, "FTH", null, Sex.U, "2025-10-01", null)
                .enrolment(1, UNKNOWN_UNIT, "GR", 5, Sex.M, "2025-09-01", "2026-03-02")
                .enrolment(1, TinyTown.UNIT, "GR", 6, Sex.M, "2025-11-01", null);
        assertThat(town.cell("pupils", "2026-03", "grade", "4")).isEqualTo("1/0");
        assertThat(town.cell("pupils", "2026-03", "sex", "F")).isEqualTo("1/0");
        assertThat(town.cell("pupils", "2026-03", "school_form", "GRAN")).isEqualTo("1/0");
        assertThat(town.cell("pupils", "2026-03", "district", "")).isEqualTo("1/0");
        // Born in 2012.
        assertThat(town.cell("pupils", "2026-03", "age_band", "13-15")).isEqualTo("1/0");
    }

    @ParameterizedTest
    @CsvSource({"0, 0-5", "5, 0-5", "6, 6-9", "9, 6-9", "10, 10-12", "12, 10-12", "13, 13-15", "16, 16-19", "20, 20-"})
    void ageBands(int age, String band) {
        assertThat(PupilPeriods.ageBand(age)).isEqualTo(band);
    }

    @Test
    void stages() {
        assertThat(PupilPeriods.stage("GYAN", 2)).isEqualTo("GY");
        assertThat(PupilPeriods.stage("GR", 0)).isEqualTo("F-3");
        assertThat(PupilPeriods.stage("GR", 3)).isEqualTo("F-3");
        assertThat(PupilPeriods.stage("GR", 4)).isEqualTo("4-6");
        assertThat(PupilPeriods.stage("", 7)).isEqualTo("7-9");
        assertThat(PupilPeriods.stage("GRAN", 10)).isEqualTo("7-9");
        assertThat(PupilPeriods.stage("GR", null)).isEmpty();
    }
}
