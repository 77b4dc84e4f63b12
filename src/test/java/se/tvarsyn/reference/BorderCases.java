package se.tvarsyn.reference;

import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.canonical.Sex;

/**
 * Chapter absence at its limits; what the numbers are was worked out by hand from docs/figures.md.
 * The day of the refresh is 30 June 2026. Afterwards, the bands are 7 and 25 %, the threshold 20 %, scattered absence three
 * occasions in one month, and lessons of files go before those of the interface.
 */
final class BorderCases {
    private final List<BorderCase> cases = new ArrayList<>();

    private BorderCases() {}

    static List<BorderCase> all() {
        BorderCases made = new BorderCases();
        made.limits();
        made.spells();
        made.occasions();
        made.changes();
        made.calendar();
        made.places();
        made.years();
        RowBorderCases.addTo(made.cases);
        AgencyBorderCases.addTo(made.cases);
        return made.cases;
    }

    private BorderCase of(String name) {
        BorderCase one = new BorderCase(cases.size() + 1, name);
        cases.add(one);
        return one;
    }

    private void limits() {
        of("999 of 10,000 minutes is under 10 %; over the configured 7 %")
                .lesson("2026-03-02", 10_000, 999, 0)
                .is("absence-rate", "2026-03", "999/10000")
                .is("absence-over-threshold", "2026-03", "0/1")
                .is("absence-bands", "2026-03", "5", "1/1")
                .is("absence-bands", "2026-03", "10", "-")
                .then("absence-bands", "2026-03", "7", "1/1");
        of("1,000 of 10,000 minutes is exactly 10 %: in band 10 and over; under the configured 20 %")
                .lesson("2026-03-02", 10_000, 0, 1_000)
                .is("absence-over-threshold", "2026-03", "1/1")
                .is("absence-bands", "2026-03", "10", "1/1")
                .is("absence-invalid-rate", "2026-03", "1000/10000")
                .then("absence-over-threshold", "2026-03", "0/1");
        of("exactly 10 % of three lessons, valid and invalid together: 30 of 300 minutes")
                .lesson("2026-03-02", 90, 4, 5)
                .lesson("2026-03-03", 110, 3, 3)
                .lesson("2026-03-04", 100, 0, 15)
                .is("absence-over-threshold", "2026-VT", "1/1")
                .is("absence-valid-rate", "2026-VT", "7/300")
                .is("absence-invalid-rate", "2026-VT", "23/300");
        of("exactly 25 %: in band 20 of the defaults, and in 25 where that is configured")
                .lesson("2026-03-02", 400, 100, 0)
                .is("absence-bands", "2026-03", "20", "1/1")
                .then("absence-bands", "2026-03", "25", "1/1");
        of("2,499 of 10,000 minutes is under the configured band of 25 %")
                .lesson("2026-03-02", 10_000, 2_499, 0)
                .then("absence-bands", "2026-03", "7", "1/1")
                .then("absence-over-threshold", "2026-03", "1/1");
        of("1,999 of 10,000 minutes is under the configured threshold of 20 %")
                .lesson("2026-03-02", 10_000, 1_999, 0)
                .then("absence-over-threshold", "2026-03", "0/1");
        of("exactly 20 % reaches the configured threshold")
                .lesson("2026-03-02", 100, 20, 0)
                .then("absence-over-threshold", "2026-03", "1/1");
        of("nothing absent is band 0, and under the threshold")
                .lesson("2026-03-02", 100, 0, 0)
                .is("absence-bands", "2026-03", "0", "1/1")
                .is("absence-over-threshold", "2026-03", "0/1");
        of("an unreported lesson is offered, and neither presence nor absence: 10 of 100 stays 10 %")
                .lesson("2026-03-02", 100, 10, 0)
                .unreported("2026-03-03")
                .is("absence-rate", "2026-03", "10/100")
                .is("reporting-coverage", "2026-03", "100/200")
                .is("absence-over-threshold", "2026-03", "1/1");
        of("a pupil of whom nothing is reported has no rate, no band and is no head")
                .unreported("2026-03-02")
                .is("reporting-coverage", "2026-03", "0/100")
                .is("absence-rate", "2026-03", "-")
                .is("absence-bands", "2026-03", "0", "-")
                .is("absence-over-threshold", "2026-03", "-")
                .is("pupils", "2026-03", "-");
    }

    private void spells() {
        String metric = "absence-long-invalid";
        of("2 to 31 March is a calendar month less one day")
                .invalid("2026-03-02", "2026-03-31")
                .is(metric, "2026-03", "0/1")
                .is(metric, "2026-VT", "0/1");
        of("2 March to 1 April is exactly a calendar month: long from 1 April on")
                .invalid("2026-03-02", "2026-04-01")
                .is(metric, "2026-03", "0/1")
                .is(metric, "2026-Q1", "0/1")
                .is(metric, "2026-04", "1/1")
                .is(metric, "2026-Q2", "1/1")
                .is(metric, "2026-VT", "1/1");
        of("1 to 28 February of a leap year is a day short of the month")
                .invalid("2024-02-01", "2024-02-28")
                .is(metric, "2024-02", "0/1");
        of("1 to 29 February of a leap year is the month")
                .invalid("2024-02-01", "2024-02-29")
                .is(metric, "2024-02", "1/1")
                .is(metric, "2023/24", "1/1");
        of("30 January + a month is 28 February: to the 26th is a day short")
                .invalid("2026-01-30", "2026-02-26")
                .is(metric, "2026-02", "0/1");
        of("30 January + a month is 28 February: to the 27th is the month")
                .invalid("2026-01-30", "2026-02-27")
                .is(metric, "2026-01", "0/1")
                .is(metric, "2026-02", "1/1");
        of("Christmas has no school day: 1 December to 8 January is one spell, long on 8 January")
                .invalid("2025-12-01", "2025-12-19")
                .invalid("2026-01-08", "2026-01-08")
                .is(metric, "2025-12", "0/1")
                .is(metric, "2025-HT", "0/1")
                .is(metric, "2026-01", "1/1")
                .is(metric, "2026-VT", "1/1")
                .is(metric, "2025/26", "1/1");
        of("15 December to 13 January, over Christmas, is a day short")
                .invalid("2025-12-15", "2025-12-19")
                .invalid("2026-01-08", "2026-01-13")
                .is(metric, "2026-01", "0/1");
        of("summer has no school day: 12 June to 18 August is one spell, long on 18 August")
                .invalid("2025-06-12", "2025-06-12")
                .invalid("2025-08-18", "2025-08-18")
                .is(metric, "2025-06", "0/1")
                .is(metric, "2024/25", "0/1")
                .is(metric, "2025-08", "1/1")
                .is(metric, "2025/26", "1/1");
        of("one minute of presence on 16 March ends the spell")
                .invalid("2026-03-02", "2026-03-13")
                .lesson("2026-03-16", 100, 0, 99)
                .invalid("2026-03-17", "2026-04-01")
                .is(metric, "2026-VT", "0/1");
        of("one minute of valid absence ends it too")
                .invalid("2026-03-02", "2026-03-13")
                .lesson("2026-03-16", 100, 1, 99)
                .invalid("2026-03-17", "2026-04-01")
                .is(metric, "2026-VT", "0/1");
        of("an unreported day does not end it")
                .invalid("2026-03-02", "2026-03-13")
                .unreported("2026-03-16")
                .invalid("2026-03-17", "2026-04-01")
                .is(metric, "2026-04", "1/1");
        of("a change of schools does not end it")
                .invalid("2026-03-02", "2026-03-13")
                .at(1)
                .invalid("2026-03-16", "2026-04-01")
                .is(metric, "2026-04", "1/1");
    }

    private void occasions() {
        String metric = "absence-scattered";
        of("exactly five occasions in two months; three in February and two in March where three in a month are configured")
                .absent("2026-02-02", "2026-02-04", "2026-02-06", "2026-03-03", "2026-03-05")
                .present("2026-02-03", "2026-02-05", "2026-02-09", "2026-03-04")
                .is(metric, "2026-02", "0/1")
                .is(metric, "2026-03", "1/1")
                .is(metric, "2026-Q1", "1/1")
                .is(metric, "2026-VT", "0/1")
                .then(metric, "2026-02", "1/1")
                .then(metric, "2026-03", "0/1");
        of("where only sums are known nobody knows of occasions or runs of days, and that is not none")
                .sums("2026-03-01", "2026-03-31", 1000, 100)
                .is(metric, "2026-03", "-")
                .is("absence-long-invalid", "2026-03", "-")
                .is("absence-over-threshold", "2026-03", "1/1")
                .then(metric, "2026-03", "-");
        of("four occasions are one too few")
                .absent("2026-02-02", "2026-02-04", "2026-03-03", "2026-03-05")
                .present("2026-02-03", "2026-02-05", "2026-03-04")
                .is(metric, "2026-03", "0/1");
        of("the first of five lies three months back")
                .absent("2026-01-12", "2026-02-02", "2026-02-04", "2026-03-03", "2026-03-05")
                .present("2026-01-13", "2026-02-03", "2026-02-05", "2026-03-04")
                .is(metric, "2026-03", "0/1");
        of("Friday 27 February and Monday 2 March are one occasion, of February")
                .absent("2026-02-03", "2026-02-05", "2026-02-27", "2026-03-02", "2026-03-04", "2026-03-06")
                .present("2026-02-04", "2026-02-06", "2026-03-03", "2026-03-05", "2026-04-01")
                .is(metric, "2026-03", "1/1")
                .is(metric, "2026-04", "0/1")
                .then(metric, "2026-02", "1/1")
                .then(metric, "2026-03", "0/1");
    }

    private void changes() {
        of("from 4 % in December to exactly 5 % in January is a higher band")
                .lesson("2025-12-01", 100, 4, 0)
                .lesson("2026-01-12", 100, 5, 0)
                .is("absence-escalation", "2026-01", "1/1")
                .is("absence-recovery", "2026-01", "-");
        of("from 16 % to 19 % is no other band")
                .lesson("2026-02-02", 100, 16, 0)
                .lesson("2026-03-02", 100, 19, 0)
                .is("absence-escalation", "2026-03", "0/1")
                .is("absence-recovery", "2026-03", "0/1");
        of("from exactly 10 % to 9 % is recovery")
                .lesson("2026-02-02", 100, 10, 0)
                .lesson("2026-03-02", 100, 9, 0)
                .is("absence-recovery", "2026-03", "1/1")
                .is("absence-escalation", "2026-03", "0/1");
        of("from 9 % to 4 % is none: the pupil was not over the threshold")
                .lesson("2026-02-02", 100, 9, 0)
                .lesson("2026-03-02", 100, 4, 0)
                .is("absence-recovery", "2026-03", "-")
                .is("absence-escalation", "2026-03", "0/1");
        of("a month without reported time between leaves nothing to compare with")
                .lesson("2026-01-12", 100, 16, 0)
                .unreported("2026-02-02")
                .lesson("2026-03-02", 100, 30, 0)
                .is("absence-escalation", "2026-02", "-")
                .is("absence-escalation", "2026-03", "-");
    }

    private void calendar() {
        String metric = "absence-rate";
        of("29 February belongs to February, the first quarter and the spring term")
                .lesson("2024-02-29", 100, 20, 0)
                .is(metric, "2024-02", "20/100")
                .is(metric, "2024-Q1", "20/100")
                .is(metric, "2024-VT", "20/100")
                .is(metric, "2023/24", "20/100")
                .is(metric, "2024-03", "-");
        of("30 June and 1 July lie in two months, quarters, terms and school years")
                .lesson("2025-06-30", 100, 10, 0)
                .lesson("2025-07-01", 100, 30, 0)
                .is(metric, "2025-06", "10/100")
                .is(metric, "2025-Q2", "10/100")
                .is(metric, "2025-VT", "10/100")
                .is(metric, "2024/25", "10/100")
                .is(metric, "2025-07", "30/100")
                .is(metric, "2025-Q3", "30/100")
                .is(metric, "2025-HT", "30/100")
                .is(metric, "2025/26", "30/100");
        of("31 December and 1 January lie in two terms of one school year")
                .lesson("2024-12-31", 100, 10, 0)
                .lesson("2025-01-01", 100, 30, 0)
                .is(metric, "2024-HT", "10/100")
                .is(metric, "2024-Q4", "10/100")
                .is(metric, "2025-VT", "30/100")
                .is(metric, "2024/25", "40/200");
    }

    private void places() {
        of("a move on 16 March, the school before: the minutes stay, the head does not")
                .lesson("2026-03-02", 100, 100, 0)
                .is("absence-rate", "2026-03", "100/100")
                .is("pupils", "2026-03", "-")
                .is("absence-over-threshold", "2026-03", "-")
                .at(1)
                .lesson("2026-03-16", 100, 0, 0)
                // The school after: one head, with the absence of both schools.
                .is("absence-rate", "2026-03", "0/100")
                .is("pupils", "2026-03", "1")
                .is("absence-over-threshold", "2026-03", "1/1")
                .is("absence-bands", "2026-03", "50", "1/1");
        of("of two schools on the last day the first code has the head")
                .at(1)
                .lesson("2026-03-16", 100, 0, 0)
                .is("pupils", "2026-03", "-")
                .at(0)
                .lesson("2026-03-16", 100, 0, 0)
                .is("pupils", "2026-03", "1");
        of("an unreported lesson is offered time: the head is where it was")
                .lesson("2026-03-02", 100, 0, 0)
                .is("pupils", "2026-03", "-")
                .at(1)
                .unreported("2026-03-03")
                .is("pupils", "2026-03", "1");
        of("a unit whose district changes at New Year: the district of the period's last day")
                .at(TinyTown.OTHER_UNIT)
                .present("2025-12-01")
                .isBy("district", "Söderåsa", "pupils", "2025-12", "1")
                .isBy("district", "Söderåsa", "pupils", "2025-HT", "1")
                .isBy("district", "Centrum", "pupils", "2025/26", "1");
        of("an enrolment ends before the first day after it, and the next begins: grade 5 on 3 April")
                .inGrade(null)
                .enrolled(4, Sex.M, "2022-08-01", "2023-04-03")
                .enrolled(5, Sex.F, "2023-04-03", null)
                .present("2023-04-03")
                .isBy("grade", "5", "pupils", "2023-04", "1")
                .isBy("grade", "4", "pupils", "2023-04", "-")
                .isBy("sex", "F", "pupils", "2023-04", "1")
                // Born in 2012: turns 11 in 2023.
                .isBy("age_band", "10-12", "pupils", "2023-04", "1");
        of("on the first day after the only enrolment the grade is unknown")
                .inGrade(null)
                .enrolled(4, Sex.M, "2020-08-01", "2021-04-05")
                .present("2021-04-05")
                .isBy("grade", "4", "pupils", "2021-04", "-")
                .isBy("grade", "", "pupils", "2021-04", "1");
        of("the day before is still grade 4")
                .inGrade(null)
                .enrolled(4, Sex.M, "2021-08-01", "2022-04-05")
                .enrolled(5, Sex.F, "2022-04-05", null)
                .present("2022-04-04")
                .isBy("grade", "4", "pupils", "2022-04", "1");
    }

    private void years() {
        of("the same period last year: 10 % in the spring of 2024, 30 % in that of 2025")
                .lesson("2024-03-04", 100, 10, 0)
                .lesson("2025-03-03", 100, 30, 0)
                .shows("absence-rate", "2025-03", "", "30.0 10.0 20.0")
                .shows("absence-rate", "2025-Q1", "", "30.0 10.0 20.0")
                .shows("absence-rate", "2025-VT", "", "30.0 10.0 20.0")
                .shows("absence-rate", "2024/25", "", "30.0 10.0 20.0")
                .shows("pupils", "2025-VT", "", "1.0 1.0 0.0")
                // Nobody was in band 30 the year before, and nobody is in band 10: zeros that are known.
                .shows("absence-bands", "2025-VT", "30", "100.0 0.0 100.0")
                .shows("absence-bands", "2025-VT", "10", "0.0 100.0 -100.0")
                .shows("absence-rate", "2024-VT", "", "10.0 null null")
                .shows("absence-rate", "2025-HT", "", "-");
        of("a year without lessons leaves nothing to compare with, and is no zero")
                .lesson("2022-03-07", 100, 10, 0)
                .lesson("2024-03-04", 100, 0, 0)
                .shows("pupils", "2024-VT", "", "1.0 null null")
                .shows("absence-rate", "2024-VT", "", "0.0 null null")
                .shows("absence-rate", "2023-VT", "", "-");
        BorderCase days = of("of days the median is compared: 3 in 2024, 10 in 2025");
        int[] waited = {1, 3, 20, 10};
        for (int i = 0; i < waited.length; i++) {
            String month = (i < 3 ? "2024" : "2025") + "-03-";
            days.pupil(i)
                    .step("aktualisering", month + "01")
                    .step("inskrivning", month + "%02d".formatted(1 + waited[i]));
        }
        days.shows("support-steps", "2025-VT", "inskrivning", "10.0 3.0 7.0");
    }
}
