package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.reference.CoreRow.Person;

/** Chapter support, each value worked out by hand from docs/figures.md. */
class SupportTruthTests {
    private final TinyTown town = new TinyTown();

    @Test
    void stepsAreCountedFromTheOneBeforeByTheirFirstDays() {
        town.step(1, 1, "aktualisering", "2026-01-10")
                .step(1, 1, "inskrivning", "2026-01-20")
                .step(1, 1, "genomforande", "2026-02-01")
                .step(1, 1, "kartlaggning", "2026-02-05")
                .step(1, 1, "genomforande", "2026-02-09")
                .step(1, 1, "planering", "2026-02-05");
        assertThat(town.days("support-steps", "2026-01", "inskrivning")).isEqualTo("1: 10 10");
        assertThat(town.days("support-steps", "2026-02", "genomforande")).isEqualTo("1: 12 12");
        assertThat(town.days("support-steps", "2026-02", "kartlaggning")).isEqualTo("1: 4 4");
        assertThat(town.days("support-steps", "2026-02", "planering")).isEqualTo("1: 0 0");
        assertThat(town.days("support-steps", "2025/26", "aktualisering")).isEqualTo("-");
    }

    @Test
    void aStepAfterAvslutBeginsANewCaseAndOneOnItsDayDoesNot() {
        town.step(1, 1, "inskrivning", "2026-01-20")
                .step(1, 1, "avslut", "2026-02-20")
                .step(1, 1, "uppfoljning", "2026-02-20")
                .step(1, 1, "genomforande", "2026-02-10")
                .step(1, 1, "inskrivning", "2026-03-01")
                .step(1, 1, "avslut", "2026-03-31");
        assertThat(town.total("support-completed", "2026-02")).isEqualTo("1/1");
        assertThat(town.total("support-completed", "2026-03")).isEqualTo("0/1");
        assertThat(town.days("support-steps", "2026-03", "avslut")).isEqualTo("1: 30 30");
        assertThat(town.total("support-pupils", "2026-VT")).isEqualTo("1/0");
        assertThat(town.total("support-pupils", "2026-04")).isEqualTo("-");
        assertThat(town.total("support-pupils", "2026-02")).isEqualTo("1/0");
    }

    @Test
    void aCaseThatWasNeverEnrolledIsNeitherEnrolledNorCompleted() {
        town.step(1, 1, "aktualisering", "2026-01-20").step(1, 1, "avslut", "2026-02-20");
        assertThat(town.total("support-completed", "2026-02")).isEqualTo("-");
        assertThat(town.total("support-pupils", "2026-02")).isEqualTo("-");
    }

    @Test
    void aCaseWithoutAnEndIsEnrolledInPeriodsThatHaveBegun() {
        town.today("2026-04-15").step(1, 1, "inskrivning", "2026-01-31");
        assertThat(town.total("support-pupils", "2026-01")).isEqualTo("1/0");
        assertThat(town.total("support-pupils", "2026-04")).isEqualTo("1/0");
        assertThat(town.total("support-pupils", "2026-05")).isEqualTo("-");
        assertThat(town.total("support-pupils", "2025/26")).isEqualTo("1/0");
    }

    @Test
    void levelAndDistrictAreTheLastThatARowNames() {
        Person person = TinyTown.person(1);
        town.step(1, person, 1, "inskrivning", "2026-01-20", "1", "Norrby")
                .step(1, person, 1, "genomforande", "2026-01-22", "3", "")
                .step(1, person, 1, "uppfoljning", "2026-01-25", "", "");
        assertThat(town.cell("support-pupils", "2026-01", "level", "3")).isEqualTo("1/0");
        assertThat(town.cell("support-pupils", "2026-01", "district", "Norrby")).isEqualTo("1/0");
        assertThat(town.cell("support-pupils", "2026-01", "programme", "SST")).isEqualTo("1/0");
        assertThat(town.cell("support-pupils", "2026-01", "level", "1")).isEqualTo("-");
    }

    @Test
    void reachIsOfPupilsOverTheThresholdWhomTheCaseNames() {
        Person alone = new Person(TinyTown.token(999), false);
        for (int pupil = 1; pupil <= 3; pupil++) {
            town.lesson(pupil, "2026-03-02", 50, 0);
        }
        town.lesson(4, "2026-03-02", 0, 0).step(4, 4, "inskrivning", "2026-01-20");
        town.step(1, 1, "inskrivning", "2026-01-20");
        town.step(2, alone, 2, "inskrivning", "2026-01-20", "2", "Norrby");
        assertThat(town.total("support-reach", "2026-03")).isEqualTo("1/3");
        assertThat(town.total("support-pupils", "2026-03")).isEqualTo("3/0");
    }

    @Test
    void aCaseWhoseConsentRanOutStaysWithItsPupilAndEnds() {
        Person alone = new Person(TinyTown.token(999), false);
        town.lesson(1, "2026-03-02", 50, 0).lesson(1, "2026-02-02", 50, 0);
        town.step(1, 1, "inskrivning", "2026-01-20");
        town.step(1, alone, 1, "avslut", "2026-02-20", "2", "Norrby");
        assertThat(town.total("support-reach", "2026-02")).isEqualTo("1/1");
        assertThat(town.total("support-reach", "2026-03")).isEqualTo("0/1");
        assertThat(town.total("support-pupils", "2026-02")).isEqualTo("1/0");
    }

    @Test
    void theWaitIsFromTheEarliestSignalInTheLasarAndTheOneBefore() {
        town.lesson(1, "2024-10-01", 50, 0)
                .lesson(1, "2024-11-01", 50, 0)
                .lesson(1, "2025-09-01", 50, 0)
                .lesson(2, "2025-11-03", 50, 0)
                .step(1, 1, "aktualisering", "2025-10-10")
                .step(2, 2, "aktualisering", "2025-11-29")
                .step(2, 3, "aktualisering", "2025-12-01");
        // From 31 October 2024 to 10 October 2025.
        assertThat(town.days("support-wait", "2025-10", "")).isEqualTo("1: 344 344");
        // 30 November lies after the first aktualisering.
        assertThat(town.days("support-wait", "2025-11", "")).isEqualTo("-");
        assertThat(town.days("support-wait", "2025-12", "")).isEqualTo("1: 1 1");
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28, 1/1", "2026-03-01, 0/1", "2025-08-31, 1/1"})
    void theBoosterIsDueSixMonthsAfterTheFirstFollowUp(String booster, String share) {
        town.step(1, 1, "uppfoljning", "2025-08-31")
                .step(1, 1, "uppfoljning", "2025-12-01")
                .step(1, 1, "vidmakthallande", booster);
        assertThat(town.total("support-booster", "2026-02")).isEqualTo(share);
        assertThat(new TinyTown()
                        .today("2026-02-27")
                        .step(1, 1, "uppfoljning", "2025-08-31")
                        .total("support-booster", "2026-02"))
                .isEqualTo("-");
    }

    @Test
    void medianAndNinthTenthAreByNearestRank() {
        // 1, 2, … 10 days, and 4 more than once does not matter for whom.
        for (int days = 1; days <= 10; days++) {
            town.step(days, days, "aktualisering", "2026-03-01")
                    .step(days, days, "inskrivning", "2026-03-" + String.format("%02d", 1 + days));
        }
        assertThat(town.days("support-steps", "2026-03", "inskrivning")).isEqualTo("10: 5 9");
        TinyTown eleven = new TinyTown();
        for (int days = 1; days <= 11; days++) {
            eleven.step(days, days, "aktualisering", "2026-03-01")
                    .step(days, days, "inskrivning", "2026-03-" + String.format("%02d", 1 + days));
        }
        assertThat(eleven.days("support-steps", "2026-03", "inskrivning")).isEqualTo("11: 6 10");
    }
}
