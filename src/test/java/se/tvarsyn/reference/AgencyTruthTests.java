package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.SocialKind;

/** Chapters social, leisure and agencies, each value worked out by hand from docs/figures.md. */
class AgencyTruthTests {
    private final TinyTown town = new TinyTown();

    @ParameterizedTest
    @CsvSource({
        "INVESTIGATION, 2026-03-15, 1/1",
        "DECISION, 2026-03-01, 1/1",
        "INVESTIGATION, 2026-03-16, 0/1",
        "DECISION, 2026-02-28, 0/1",
        "SERVICE, 2026-03-05, 0/1"
    })
    void aReportIsJudgedByAnInvestigationOrDecisionWithinFourteenDays(SocialKind kind, String day, String share) {
        town.social(1, SocialKind.REPORT, "2026-03-01", null, null).social(1, kind, day, null, null);
        assertThat(town.total("social-report-14-days", "2026-03")).isEqualTo(share);
    }

    @Test
    void whatIsNotDueIsLeftOutAndWhatIsDueTodayIsNot() {
        town.today("2026-03-15")
                .social(1, SocialKind.REPORT, "2026-03-01", null, null)
                .social(2, SocialKind.REPORT, "2026-03-02", null, null);
        assertThat(town.total("social-report-14-days", "2026-03")).isEqualTo("0/1");
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28, 1/1", "2026-03-01, 0/1", ", 0/1"})
    void fourMonthsAreAddedByTheCalendar(String end, String share) {
        town.social(1, SocialKind.INVESTIGATION, "2025-10-31", end, null);
        assertThat(town.total("social-investigation-4-months", "2026-02")).isEqualTo(share);
        assertThat(town.cell("social-investigation-4-months", "2026-02", "category", "Övrigt"))
                .isEqualTo(share);
    }

    @Test
    void servicesAreAskedWhetherTheyWereAssessedWhereTheSourceSays() {
        town.social(1, SocialKind.SERVICE, "2026-03-01", null, true)
                .social(1, SocialKind.SERVICE, "2026-03-01", null, false)
                .social(1, SocialKind.SERVICE, "2026-03-01", null, null);
        assertThat(town.total("social-not-assessed", "2026-03")).isEqualTo("1/2");
    }

    @Test
    void aServiceIsOpenOnThePeriodsLastDay() {
        town.social(1, SocialKind.SERVICE, "2025-09-01", "2025-12-31", null)
                .social(2, SocialKind.SERVICE, "2025-09-01", "2025-12-30", null)
                .social(3, SocialKind.SERVICE, "2025-12-31", null, null)
                .social(3, SocialKind.SERVICE, "2025-12-01", null, null);
        assertThat(town.total("social-open-at-end", "2025-HT")).isEqualTo("2/0");
        assertThat(town.total("social-open-at-end", "2026-VT")).isEqualTo("1/0");
        assertThat(town.total("social-open-at-end", "2026-HT")).isEqualTo("-");
        assertThat(town.total("social-open-at-end", "2024/25")).isEqualTo("-");
    }

    @Test
    void aServiceAmongPupilsOverTheThresholdMeetsThePeriod() {
        town.lesson(1, "2026-03-02", 50, 0).social(1, SocialKind.SERVICE, "2026-01-01", "2026-03-01", null);
        town.lesson(2, "2026-03-02", 50, 0).social(2, SocialKind.SERVICE, "2026-01-01", "2026-02-28", null);
        town.lesson(3, "2026-03-02", 0, 0).social(3, SocialKind.SERVICE, "2026-01-01", null, null);
        assertThat(town.total("social-over-threshold", "2026-03")).isEqualTo("1/2");
    }

    @Test
    void theAgenciesTogetherAreSevenWordsAndNone() {
        for (int pupil = 1; pupil <= 8; pupil++) {
            town.lesson(pupil, "2026-03-02", pupil > 4 ? 50 : 0, 0);
            if (pupil % 2 == 0) {
                town.social(pupil, SocialKind.REPORT, "2026-03-31", null, null);
            }
            if (pupil % 4 > 1) {
                town.visit(pupil, "Fotboll", "2026-03-01");
            }
        }
        for (String mark : new String[] {"-", "F", "S", "L", "F+S", "F+L", "S+L", "F+S+L"}) {
            assertThat(town.cell("agency-overlap", "2026-03", "", "", mark))
                    .as(mark)
                    .isEqualTo("1/0");
        }
        assertThat(town.cell("agency-overlap", "2026-03", "stage", "7-9", "F")).isEqualTo("1/0");
    }

    @Test
    void aReportIsOverOnItsDayAndAnInvestigationGoesOn() {
        town.lesson(1, "2026-03-02", 0, 0).social(1, SocialKind.REPORT, "2026-02-28", "2026-05-01", null);
        town.lesson(2, "2026-03-02", 0, 0).social(2, SocialKind.INVESTIGATION, "2026-02-28", null, null);
        town.lesson(3, "2026-03-02", 0, 0).social(3, SocialKind.EXECUTION, "2026-03-02", null, null);
        town.visit(9, "Dans", "2026-03-31");
        assertThat(town.cell("agency-overlap", "2026-03", "", "", "S")).isEqualTo("1/0");
        assertThat(town.cell("agency-overlap", "2026-03", "", "", "-")).isEqualTo("2/0");
    }

    @Test
    void whoCannotBeLinkedIsInNoFigureOfSeveralAgencies() {
        Lesson lesson = town.lesson(1, "2026-03-02");
        town.add(
                1,
                new Lesson(
                        new Person(TinyTown.token(1), false),
                        lesson.unit(),
                        7,
                        lesson.sex(),
                        lesson.day(),
                        100,
                        50,
                        0,
                        0,
                        true,
                        true,
                        lesson.source()));
        assertThat(town.total("pupils", "2026-03")).isEqualTo("1/0");
        assertThat(town.total("leisure-participation", "2026-03")).isEqualTo("-");
        assertThat(town.total("support-reach", "2026-03")).isEqualTo("-");
        assertThat(town.cell("agency-overlap", "2026-03", "", "", "F")).isEqualTo("-");
    }

    @Test
    void ofWhatAnAgencyHasNotSaidAWordThereIsNoFigure() {
        town.lesson(1, "2026-04-07", 50, 0);
        for (String metric : new String[] {"support-reach", "social-over-threshold", "leisure-participation"}) {
            assertThat(town.total(metric, "2026-04")).as(metric).isEqualTo("-");
        }
        assertThat(town.cell("agency-overlap", "2026-04", "", "", "F")).isEqualTo("-");
    }

    @Test
    void thePeriodOfAnAgencysFirstRowIsKnownAndTheOneBeforeIsNot() {
        town.lesson(1, "2026-03-02", 50, 0).lesson(1, "2026-04-07", 50, 0).lesson(1, "2026-05-04", 50, 0);
        town.step(2, 2, "aktualisering", "2026-04-30")
                .social(2, SocialKind.EXECUTION, "2026-03-02", null, null)
                .social(2, SocialKind.REPORT, "2026-04-30", null, null)
                .visit(2, "Dans", "2026-05-31");
        for (String metric : new String[] {"support-reach", "social-over-threshold"}) {
            assertThat(town.total(metric, "2026-03")).as(metric).isEqualTo("-");
            assertThat(town.total(metric, "2026-04")).as(metric).isEqualTo("0/1");
        }
        assertThat(town.total("leisure-participation", "2026-04")).isEqualTo("-");
        assertThat(town.total("leisure-participation", "2026-Q2")).isEqualTo("0/1");
        assertThat(town.total("leisure-participation", "2026-05")).isEqualTo("0/1");
        assertThat(town.cell("agency-overlap", "2026-04", "", "", "F")).isEqualTo("-");
        assertThat(town.cell("agency-overlap", "2026-05", "", "", "F")).isEqualTo("1/0");
    }

    @Test
    void participationIsByBandAndProgramme() {
        town.lesson(1, "2026-03-02", 16, 0).visit(1, "Dans", "2026-03-31").visit(1, "Fotboll", "2026-04-01");
        town.lesson(2, "2026-03-02", 16, 0).step(2, 2, "inskrivning", "2026-03-31");
        assertThat(town.total("leisure-participation", "2026-03")).isEqualTo("1/2");
        assertThat(town.cell("leisure-participation", "2026-03", "band", "15")).isEqualTo("1/2");
        assertThat(town.cell("leisure-participation", "2026-03", "programme", "SST"))
                .isEqualTo("0/1");
        assertThat(town.cell("leisure-participation", "2026-03", "programme", ""))
                .isEqualTo("1/1");
        assertThat(town.cell("leisure-activities", "2026-VT", "", "", "Dans")).isEqualTo("1/0");
        assertThat(town.cell("leisure-activities", "2026-Q2", "", "", "Dans")).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-31, -", "2026-04-01, 1: 1 1", "2027-03-31, 1: 365 365", "2027-04-01, -"})
    void anEffortFollowsASignalWithinAYear(String service, String days) {
        town.lesson(1, "2026-03-02", 50, 0).lesson(1, "2026-04-07", 50, 0);
        town.social(1, SocialKind.SERVICE, service, null, null);
        String period = service.substring(0, 7);
        assertThat(town.days("signal-to-effort", period, "")).isEqualTo(days);
    }

    @Test
    void everyLasarWithASignalHasItsOwnWait() {
        town.lesson(1, "2025-05-05", 50, 0)
                .lesson(1, "2025-09-01", 50, 0)
                .social(1, SocialKind.SERVICE, "2025-10-01", null, null);
        // From 31 May and from 30 September to 1 October.
        assertThat(town.days("signal-to-effort", "2025-10", "")).isEqualTo("2: 1 123");
    }
}
