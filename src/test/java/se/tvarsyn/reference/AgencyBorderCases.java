package se.tvarsyn.reference;

import java.util.List;
import se.tvarsyn.reference.CoreRow.SocialKind;

/** The other chapters at their limits. A metric that is cut by nothing has a month of its own for each case. */
final class AgencyBorderCases {
    private final List<BorderCase> cases;

    private AgencyBorderCases(List<BorderCase> cases) {
        this.cases = cases;
    }

    static void addTo(List<BorderCase> cases) {
        AgencyBorderCases made = new AgencyBorderCases(cases);
        made.steps();
        made.boosters();
        made.enrolments();
        made.waits();
        made.effects();
        made.reports();
        made.investigations();
        made.services();
        made.efforts();
        made.overlaps();
        made.leisure();
        made.firstRows();
        made.grades();
    }

    private BorderCase of(String name) {
        BorderCase one = new BorderCase(cases.size() + 1, name);
        cases.add(one);
        return one;
    }

    private void steps() {
        of("28 February to 1 March of a leap year is two days")
                .step("aktualisering", "2024-02-28")
                .step("inskrivning", "2024-03-01")
                .is("support-steps", "2024-03", "inskrivning", "1 2 2");
        of("two steps of one day are no days apart")
                .step("aktualisering", "2026-03-02")
                .step("inskrivning", "2026-03-02")
                .is("support-steps", "2026-03", "inskrivning", "1 0 0");
        BorderCase four = of("the median of 1, 3, 10 and 20 is 3: at least half do not exceed it");
        int[] ofFour = {1, 3, 10, 20};
        for (int i = 0; i < ofFour.length; i++) {
            four.pupil(i)
                    .step("aktualisering", "2026-03-01")
                    .step("inskrivning", "2026-03-%02d".formatted(1 + ofFour[i]));
        }
        four.is("support-steps", "2026-03", "inskrivning", "4 3 20");
        BorderCase ten = of("of 1 to 10 the median is 5, and nine tenths do not exceed 9");
        for (int i = 1; i <= 10; i++) {
            ten.pupil(i).step("aktualisering", "2026-03-01").step("inskrivning", "2026-03-%02d".formatted(1 + i));
        }
        ten.is("support-steps", "2026-03", "inskrivning", "10 5 9");
        of("a step after avslut begins a new case: no days from the one to the other")
                .step("inskrivning", "2026-01-12")
                .step("avslut", "2026-01-20")
                .step("aktualisering", "2026-03-02")
                .step("inskrivning", "2026-03-09")
                .is("support-steps", "2026-03", "aktualisering", "-")
                .is("support-steps", "2026-03", "inskrivning", "1 7 7")
                .is("support-pupils", "2026-01", "1")
                .is("support-pupils", "2026-02", "-")
                .is("support-pupils", "2026-03", "1");
    }

    private void boosters() {
        String metric = "support-booster";
        of("six months from 31 August end on 28 February: on that day is within")
                .step("uppfoljning", "2025-08-31")
                .step("vidmakthallande", "2026-02-28")
                .is(metric, "2026-02", "1/1");
        of("six months from 31 August end on 28 February: 1 March is too late")
                .step("uppfoljning", "2025-08-31")
                .step("vidmakthallande", "2026-03-01")
                .is(metric, "2026-02", "0/1")
                .is(metric, "2026-03", "-");
        of("six months that end on the day of the refresh are judged")
                .step("uppfoljning", "2025-12-30")
                .is(metric, "2026-06", "0/1");
        of("six months that end the day after are not")
                .step("uppfoljning", "2026-01-01")
                .is(metric, "2026-07", "-")
                .is(metric, "2026/27", "-");
    }

    private void enrolments() {
        of("enrolled on the last day of March and ended on the first of April: in both, and not in May")
                .step("inskrivning", "2026-03-31")
                .step("avslut", "2026-04-01")
                .is("support-pupils", "2026-03", "1")
                .is("support-pupils", "2026-Q1", "1")
                .is("support-pupils", "2026-04", "1")
                .is("support-pupils", "2026-05", "-")
                .is("support-completed", "2026-03", "-")
                .is("support-completed", "2026-04", "0/1");
        of("genomförande and uppföljning on the day of avslut come before it")
                .step("inskrivning", "2026-03-02")
                .step("genomforande", "2026-03-31")
                .step("uppfoljning", "2026-03-31")
                .step("avslut", "2026-03-31")
                .is("support-completed", "2026-03", "1/1");
        of("a case that was never enrolled is neither a pupil of the programme nor completed")
                .step("aktualisering", "2026-03-02")
                .step("avslut", "2026-03-31")
                .is("support-pupils", "2026-03", "-")
                .is("support-completed", "2026-03", "-");
        of("ended on 1 March, over the threshold in March: reached")
                .lesson("2026-03-16", 100, 10, 0)
                .step("inskrivning", "2025-10-01")
                .step("avslut", "2026-03-01")
                .is("support-reach", "2026-03", "1/1");
        of("ended on 28 February, over the threshold in March: not reached in March, reached in the term")
                .lesson("2026-03-16", 100, 10, 0)
                .step("inskrivning", "2025-10-01")
                .step("avslut", "2026-02-28")
                .is("support-reach", "2026-03", "0/1")
                .is("support-reach", "2026-VT", "1/1");
        of("a pupil who cannot be linked is not asked")
                .unlinkable()
                .lesson("2026-03-16", 100, 10, 0)
                .is("absence-over-threshold", "2026-03", "1/1")
                .is("support-reach", "2026-03", "-");
    }

    private void waits() {
        String metric = "support-wait";
        of("the signal is the last day of the month over the threshold: aktualisering on it is no days later")
                .lesson("2026-01-12", 100, 10, 0)
                .step("aktualisering", "2026-01-31")
                .is(metric, "2026-01", "1 0 0");
        of("aktualisering the day before has no signal before it")
                .lesson("2026-01-12", 100, 10, 0)
                .step("aktualisering", "2026-01-30")
                .is(metric, "2026-01", "-");
        of("a signal of the läsår before counts: 30 September 2024 to 30 June 2026 is 638 days")
                .lesson("2024-09-02", 100, 10, 0)
                .step("aktualisering", "2026-06-30")
                .is(metric, "2026-06", "1 638 638");
        of("a signal of two läsår before does not")
                .lesson("2024-06-03", 100, 10, 0)
                .step("aktualisering", "2025-07-01")
                .is(metric, "2025-07", "-");
        of("the earliest of two signals is meant")
                .lesson("2025-09-01", 100, 10, 0)
                .lesson("2026-01-12", 100, 50, 0)
                .step("aktualisering", "2026-02-02")
                // 30 September to 2 February.
                .is(metric, "2026-02", "1 125 125");
    }

    /** Pupils of grade 5, so that the others of their stage are those of the case. */
    private void effects() {
        of("90 days before 1 March 2022 begin on 1 December, and 90 days from it end on 29 May")
                .inGrade(5)
                .step("inskrivning", "2022-03-01")
                .lesson("2021-11-30", 100, 100, 0)
                .lesson("2021-12-01", 100, 20, 0)
                .lesson("2022-05-29", 100, 40, 0)
                .lesson("2022-05-30", 100, 100, 0)
                .pupil(1)
                .lesson("2022-02-28", 100, 20, 0)
                .lesson("2022-03-01", 100, 30, 0)
                // Own 20 to 40 %, the other 20 to 30 %; of one case there is no standard error.
                .is("support-effect-start", "2022-VT", "1 10.0 NaN")
                .is("support-effect-start", "2021/22", "1 10.0 NaN");
        of("the day of avslut belongs to after")
                .inGrade(5)
                .step("inskrivning", "2019-03-01")
                .step("avslut", "2021-03-01")
                .lesson("2020-12-01", 100, 20, 0)
                .lesson("2021-03-01", 100, 40, 0)
                .pupil(1)
                .lesson("2020-12-01", 100, 20, 0)
                .lesson("2021-05-29", 100, 30, 0)
                .is("support-effect-end", "2021-VT", "1 10.0 NaN")
                .is("support-effect-start", "2019-VT", "-");
        of("others are in the same band before: 19 % is not held against exactly 20 %")
                .inGrade(5)
                .step("inskrivning", "2023-10-02")
                .lesson("2023-09-04", 100, 20, 0)
                .lesson("2023-10-02", 100, 40, 0)
                .pupil(1)
                .lesson("2023-09-04", 100, 19, 0)
                .lesson("2023-10-02", 100, 30, 0)
                .is("support-effect-start", "2023-HT", "-");
        effectToday("the window after ends the day before the refresh: judged", "2026-04-01", "1 20.0 NaN");
        effectToday("the window after ends on the day of the refresh: not yet", "2026-04-02", "-");
    }

    private void effectToday(String name, String enrolledOn, String numbers) {
        of(name).inGrade(5)
                .step("inskrivning", enrolledOn)
                .lesson("2026-03-02", 100, 0, 0)
                .lesson("2026-04-15", 100, 30, 0)
                .pupil(1)
                .lesson("2026-03-02", 100, 0, 0)
                .lesson("2026-04-15", 100, 10, 0)
                .is("support-effect-start", "2026-VT", numbers);
    }

    private void reports() {
        report("an investigation on day 14 is in time", "2026-03-01", SocialKind.INVESTIGATION, "2026-03-15")
                .is("social-report-14-days", "2026-03", "1/1");
        report("on day 15 it is not", "2025-11-03", SocialKind.INVESTIGATION, "2025-11-18")
                .is("social-report-14-days", "2025-11", "0/1");
        report(
                        "a decision of the same day is; the report is of the due day's month",
                        "2026-01-18",
                        SocialKind.DECISION,
                        "2026-01-18")
                .is("social-report-14-days", "2026-01", "-")
                .is("social-report-14-days", "2026-02", "1/1");
        report("one of the day before is not", "2025-09-02", SocialKind.DECISION, "2025-09-01")
                .is("social-report-14-days", "2025-09", "0/1");
        report("15 February + 14 days is 29 February of a leap year", "2024-02-15", SocialKind.DECISION, "2024-02-29")
                .is("social-report-14-days", "2024-02", "1/1");
        report(
                        "a service is no answer, and due on the day of the refresh is judged",
                        "2026-06-16",
                        SocialKind.SERVICE,
                        "2026-06-17")
                .is("social-report-14-days", "2026-06", "0/1");
        report("due the day after is not judged yet", "2026-06-17", SocialKind.DECISION, "2026-06-18")
                .is("social-report-14-days", "2026-07", "-");
    }

    private BorderCase report(String name, String day, SocialKind answer, String answeredOn) {
        return of(name).social(SocialKind.REPORT, day, null, null).social(answer, answeredOn, null, null);
    }

    private void investigations() {
        String metric = "social-investigation-4-months";
        of("four months from 31 October end on 28 February: on that day is in time")
                .social(SocialKind.INVESTIGATION, "2025-10-31", "2026-02-28", null)
                .is(metric, "2026-02", "1/1");
        of("four months from 31 October end on 28 February: 1 March is not")
                .social(SocialKind.INVESTIGATION, "2025-10-31", "2026-03-01", null)
                .is(metric, "2026-02", "0/1")
                .is(metric, "2026-03", "-");
        of("in a leap year they end on 29 February")
                .social(SocialKind.INVESTIGATION, "2023-10-31", "2024-02-29", null)
                .is(metric, "2024-02", "1/1");
        of("an open investigation due on 28 June is not done; of the day after the refresh nothing is known")
                .social(SocialKind.INVESTIGATION, "2026-02-28", null, null)
                .social(SocialKind.INVESTIGATION, "2026-03-01", null, null)
                .is(metric, "2026-06", "0/1")
                .is(metric, "2026-07", "-");
    }

    private void services() {
        String metric = "social-open-at-end";
        of("a service that ends on 31 December goes on on the autumn term's last day")
                .social(SocialKind.SERVICE, "2025-09-01", "2025-12-31", null)
                .is(metric, "2025-HT", "1")
                .is(metric, "2025/26", "-")
                .is("social-not-assessed", "2025-HT", "-");
        of("one that ends on 30 December does not")
                .social(SocialKind.SERVICE, "2025-09-01", "2025-12-30", false)
                .is(metric, "2025-HT", "-")
                .is("social-not-assessed", "2025-HT", "1/1");
        of("two services of a person are one person; they begin on the day of the refresh, which ends the term")
                .social(SocialKind.SERVICE, "2026-06-30", null, true)
                .social(SocialKind.SERVICE, "2026-06-30", null, false)
                .is(metric, "2026-VT", "1")
                .is("social-not-assessed", "2026-VT", "1/2");
        of("a service that ended on 1 March goes on on a day of March")
                .lesson("2026-03-16", 100, 10, 0)
                .social(SocialKind.SERVICE, "2026-01-12", "2026-03-01", null)
                .is("social-over-threshold", "2026-03", "1/1");
        of("one that ended on 28 February does not")
                .lesson("2026-03-16", 100, 10, 0)
                .social(SocialKind.SERVICE, "2026-01-12", "2026-02-28", null)
                .is("social-over-threshold", "2026-03", "0/1")
                .is("social-over-threshold", "2026-Q1", "1/1");
    }

    private void efforts() {
        String metric = "signal-to-effort";
        of("a service that begins 365 days after the signal follows it")
                .lesson("2024-09-02", 100, 10, 0)
                .social(SocialKind.SERVICE, "2025-09-30", null, null)
                .is(metric, "2025-09", "1 365 365");
        of("366 days after it does not")
                .lesson("2024-09-02", 100, 10, 0)
                .social(SocialKind.SERVICE, "2025-10-01", null, null)
                .is(metric, "2025-10", "-");
        of("one that begins on the signal's day is not after it")
                .lesson("2025-01-13", 100, 10, 0)
                .social(SocialKind.SERVICE, "2025-01-31", null, null)
                .is(metric, "2025-01", "-");
        of("one that begins the day after is")
                .lesson("2024-11-04", 100, 10, 0)
                .social(SocialKind.SERVICE, "2024-12-01", null, null)
                .is(metric, "2024-12", "1 1 1");
    }

    /** Pupils of grade 2, whose stage no other case has: an overlap is cut by no school. */
    private void overlaps() {
        of("a läsår has the events of its days: a report on its own day only, a service on each of its days")
                .inGrade(2)
                .pupil(0)
                .lesson("2026-03-02", 100, 0, 0)
                .social(SocialKind.REPORT, "2025-06-30", null, null)
                .pupil(1)
                .lesson("2026-03-02", 100, 0, 0)
                .social(SocialKind.SERVICE, "2025-06-30", null, true)
                .pupil(2)
                .lesson("2026-03-02", 100, 0, 0)
                .social(SocialKind.SERVICE, "2025-01-01", "2025-06-30", true)
                .pupil(3)
                .lesson("2026-03-02", 100, 0, 0)
                .social(SocialKind.DECISION, "2026-06-30", null, null)
                .pupil(4)
                .lesson("2026-03-02", 100, 10, 0)
                .visit("2025-07-01")
                .pupil(5)
                .lesson("2026-03-02", 100, 9, 0)
                .visit("2025-06-30")
                .isBy("stage", "F-3", "agency-overlap", "2025/26", "-", "3")
                .isBy("stage", "F-3", "agency-overlap", "2025/26", "S", "2")
                .isBy("stage", "F-3", "agency-overlap", "2025/26", "F+L", "1")
                .isBy("stage", "F-3", "agency-overlap", "2025/26", "L", "-")
                .pupil(6)
                .unlinkable()
                .lesson("2026-03-02", 100, 0, 0)
                .visit("2026-01-15")
                .isBy("stage", "F-3", "pupils", "2025/26", "7");
    }

    private void leisure() {
        of("two visits of 30 June are one person in June, and none in July")
                .visit("2025-06-30")
                .visit("2025-06-30")
                .is("leisure-activities", "2025-06", "1")
                .is("leisure-participants", "2025-06", "1")
                .is("leisure-participants", "2025-07", "-")
                .is("leisure-activities", "2025-VT", "1")
                .is("leisure-activities", "2025-07", "-")
                .is("leisure-activities", "2025/26", "-");
    }

    /** Before the first row of an agency, of whatever case here: 1 March 2019, 31 October 2023, 30 June 2025. */
    private void firstRows() {
        of("nobody knows who was reached before the support team's first step, and in its month they do")
                .lesson("2019-02-04", 100, 10, 0)
                .lesson("2019-03-04", 100, 10, 0)
                .is("absence-over-threshold", "2019-02", "1/1")
                .is("support-reach", "2019-02", "-")
                .is("support-reach", "2019-03", "0/1")
                .is("support-reach", "2019-Q1", "0/1");
        of("the social services' first event makes its month known, and the läsår that it lies in")
                .lesson("2023-09-04", 100, 10, 0)
                .lesson("2023-10-02", 100, 10, 0)
                .is("social-over-threshold", "2023-09", "-")
                .is("social-over-threshold", "2023-10", "0/1")
                .is("social-over-threshold", "2023/24", "0/1");
        of("an overlap needs the first visit too")
                .lesson("2025-05-05", 100, 10, 0)
                .is("social-over-threshold", "2025-05", "0/1")
                .isBy("", "", "leisure-participation", "2025-05", "-")
                .isBy("", "", "agency-overlap", "2025-05", "-");
    }

    private void grades() {
        String day = "2025-06-10";
        of("three subjects and exactly five others: vocational, not preparatory")
                .graded(day, "E", "SV", "EN", "MA", "BI", "FY", "KE", "GE", "HI")
                .is("eligible-vocational", "2024/25", "1/1")
                .is("eligible-preparatory", "2024/25", "0/1");
        of("four others are one too few")
                .graded(day, "E", "SV", "EN", "MA", "BI", "FY", "KE", "GE")
                .is("eligible-vocational", "2024/25", "0/1");
        of("exactly nine others are preparatory; Swedish twice is one subject")
                .graded(day, "E", "SVA", "EN", "MA", "BI", "FY", "KE", "GE", "HI", "RE", "SH", "BL", "MU")
                .graded(day, "-", "SV")
                .is("eligible-preparatory", "2024/25", "1/1")
                .is("missing-basis", "2024/25", "0/1")
                .is("all-subjects-passed", "2024/25", "1/1");
        of("eight others are not, and the dash in a ninth is missing basis")
                .graded(day, "E", "SV", "EN", "MA", "BI", "FY", "KE", "GE", "HI", "RE", "SH", "BL")
                .graded(day, "-", "MU")
                .is("eligible-preparatory", "2024/25", "0/1")
                .is("missing-basis", "2024/25", "1/1")
                .is("all-subjects-passed", "2024/25", "0/1");
        of("grades of 30 June and of 1 July are of two läsår")
                .graded("2025-06-30", "E", "SV")
                .graded("2025-07-01", "F", "EN")
                .is("all-subjects-passed", "2024/25", "1/1")
                .is("all-subjects-passed", "2025/26", "0/1");
    }
}
