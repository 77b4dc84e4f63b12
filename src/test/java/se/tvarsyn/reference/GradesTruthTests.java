package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Grade;

/** Chapter grades, each value worked out by hand from docs/figures.md. */
class GradesTruthTests {
    private static final List<String> OTHERS = List.of("BL", "HKK", "IDH", "MU", "SL", "TN", "BI", "FY", "KE", "GE");

    private final TinyTown town = new TinyTown();

    private void passed(int person, String... subjects) {
        for (String subject : subjects) {
            town.grade(person, subject, "E", "2026-06-10");
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 0/1, 0/1", "5, 1/1, 0/1", "8, 1/1, 0/1", "9, 1/1, 1/1"})
    void eligibilityIsThreeSubjectsAndSomeOthers(int others, String vocational, String preparatory) {
        passed(1, "SVA", "EN", "MA");
        passed(1, OTHERS.subList(0, others).toArray(String[]::new));
        assertThat(town.total("eligible-vocational", "2025/26")).isEqualTo(vocational);
        assertThat(town.total("eligible-preparatory", "2025/26")).isEqualTo(preparatory);
    }

    @Test
    void bothSwedishAreOneSubject() {
        passed(1, "SV", "SVA", "EN", "MA", "BL", "HKK", "IDH", "MU");
        assertThat(town.total("eligible-vocational", "2025/26")).isEqualTo("0/1");
        town.values();
        TinyTown one = new TinyTown().grade(1, "SV", "-", "2026-06-10").grade(1, "SVA", "E", "2026-06-10");
        assertThat(one.total("missing-basis", "2025/26")).isEqualTo("0/1");
        assertThat(one.total("all-subjects-passed", "2025/26")).isEqualTo("1/1");
    }

    @Test
    void aSubjectIsPassedByAnyOfItsRowsAndADashIsNoPass() {
        town.grade(1, "MA", "F", "2026-06-10").grade(1, "MA", "E", "2026-06-20");
        town.grade(2, "MA", "-", "2026-06-10");
        town.grade(3, "MA", "F", "2026-06-10");
        assertThat(town.total("all-subjects-passed", "2025/26")).isEqualTo("1/3");
        assertThat(town.total("missing-basis", "2025/26")).isEqualTo("1/3");
    }

    @Test
    void theOlderScalePassesToo() {
        town.grade(1, "MA", "G", "2026-06-10")
                .grade(1, "EN", "VG", "2026-06-10")
                .grade(1, "SV", "MVG", "2026-06-10");
        town.grade(2, "MA", "IG", "2026-06-10");
        assertThat(town.total("all-subjects-passed", "2025/26")).isEqualTo("1/2");
    }

    @Test
    void aGradeWithoutADayBelongsToItsSemester() {
        town.grade(1, "MA", "E", null).grade(1, "EN", "E", "2025-06-10");
        assertThat(town.total("all-subjects-passed", "2025/26")).isEqualTo("1/1");
        assertThat(town.total("all-subjects-passed", "2024/25")).isEqualTo("1/1");
    }

    @Test
    void onlyFinalGradesOfCompulsorySchoolCount() {
        Grade grade = new Grade(
                TinyTown.person(1),
                TinyTown.UNIT,
                "GY",
                "MA",
                "E",
                TinyTown.day("2026-06-10"),
                "VT",
                2026,
                true,
                town.source("grades-stockholm"));
        town.add(1, grade);
        town.add(
                2,
                new Grade(
                        TinyTown.person(2),
                        TinyTown.UNIT,
                        "GR",
                        "MA",
                        "E",
                        TinyTown.day("2026-06-10"),
                        "VT",
                        2026,
                        false,
                        town.source("grades-stockholm")));
        assertThat(town.total("all-subjects-passed", "2025/26")).isEqualTo("-");
    }

    @Test
    void unitAndSexAreTheLastThatAreKnown() {
        town.grade(1, "MA", "E", "2026-06-10");
        town.add(
                1,
                new Grade(
                        TinyTown.person(1),
                        TinyTown.OTHER_UNIT,
                        "GR",
                        "EN",
                        "E",
                        TinyTown.day("2026-06-20"),
                        "VT",
                        2026,
                        true,
                        town.source("grades-stockholm")));
        town.enrolment(1, TinyTown.UNIT, "GR", 8, Sex.F, "2024-08-01", "2025-07-01");
        town.enrolment(1, TinyTown.UNIT, "GR", 9, Sex.U, "2025-08-01", null);
        assertThat(town.cell("all-subjects-passed", "2025/26", "school_unit", TinyTown.OTHER_UNIT))
                .isEqualTo("1/1");
        assertThat(town.cell("all-subjects-passed", "2025/26", "district", "Centrum"))
                .isEqualTo("1/1");
        assertThat(town.cell("all-subjects-passed", "2025/26", "sex", "F")).isEqualTo("1/1");
    }
}
