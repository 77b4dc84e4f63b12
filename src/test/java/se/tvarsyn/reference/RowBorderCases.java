package se.tvarsyn.reference;

import java.util.List;
import se.tvarsyn.canonical.Sex;

/** Which rows count: cancelled and corrected ones, notices, sums, and two feeds of one pupil. */
final class RowBorderCases {
    private final List<BorderCase> cases;

    private RowBorderCases(List<BorderCase> cases) {
        this.cases = cases;
    }

    static void addTo(List<BorderCase> cases) {
        RowBorderCases made = new RowBorderCases(cases);
        made.rows();
        made.feeds();
        made.corrections();
        made.sexes();
    }

    private BorderCase of(String name) {
        BorderCase one = new BorderCase(cases.size() + 1, name);
        cases.add(one);
        return one;
    }

    private void rows() {
        of("a cancelled lesson was taken back: only the other is offered")
                .present("2026-03-03")
                .lesson("2026-03-02", 100, 50, 0)
                .takenBack(false)
                .is("absence-rate", "2026-03", "0/100")
                .is("reporting-coverage", "2026-03", "100/100");
        of("the only lesson was taken back by its key: there is no figure")
                .lesson("2026-03-02", 100, 50, 0)
                .takenBack(true)
                .is("absence-rate", "2026-03", "-")
                .is("reporting-coverage", "2026-03", "-")
                .is("pupils", "2026-03", "-");
        of("what a delivery that failed has replaced counts in neither version")
                .present("2026-03-03")
                .lesson("2026-03-02", 100, 50, 0)
                .replacedByAFailedDelivery()
                .is("absence-rate", "2026-03", "0/100");
        of("a notice over three lessons: it adds no minutes, and says why one of two unreported ones is")
                .notice("2026-03-02", "2026-03-03")
                .unreported("2026-03-02")
                .lesson("2026-03-03", 100, 20, 0)
                .unreported("2026-03-04")
                .is("absence-rate", "2026-03", "20/100")
                .is("reporting-coverage", "2026-03", "100/300")
                .is("reporting-noticed", "2026-03", "100/200");
        of("a notice over a month's end covers its first and its last day")
                .notice("2026-02-27", "2026-03-02")
                .unreported("2026-02-26")
                .unreported("2026-02-27")
                .unreported("2026-03-02")
                .unreported("2026-03-03")
                .is("reporting-noticed", "2026-02", "100/200")
                .is("reporting-noticed", "2026-03", "100/200");
        of("where everything is reported there is no unreported time to explain")
                .notice("2026-03-02", "2026-03-02")
                .present("2026-03-02")
                .is("reporting-noticed", "2026-03", "-");
    }

    private void feeds() {
        of("two feeds have the lesson: one counts, by the configured order")
                .lesson("2026-03-02", 100, 10, 0)
                .from(TinyTown.CSV)
                .lesson("2026-03-02", 100, 50, 0)
                .is("absence-rate", "2026-03", "10/100")
                .then("absence-rate", "2026-03", "50/100");
        of("two feeds have a month each: both count")
                .lesson("2026-03-02", 100, 10, 0)
                .from(TinyTown.CSV)
                .lesson("2026-04-01", 100, 50, 0)
                .is("absence-rate", "2026-VT", "60/200");
        of("a feed that the order names goes before one that it does not")
                .from(TinyTown.CSV)
                .lesson("2026-04-01", 100, 5, 0)
                .from("a-new-feed")
                .lesson("2026-04-01", 100, 70, 0)
                .is("absence-rate", "2026-04", "5/100");
        of("each unit's month is taken from the feed that has it")
                .lesson("2026-03-02", 100, 10, 0)
                .is("absence-rate", "2026-03", "10/100")
                .at(1)
                .from(TinyTown.CSV)
                .lesson("2026-03-03", 100, 20, 0)
                .is("absence-rate", "2026-03", "20/100");
        of("lessons of a second feed without a mapped unit are no second account: the head stays under the threshold")
                .at("")
                .from(TinyTown.CSV)
                .lesson("2026-03-02", 100, 100, 0)
                .at(0)
                .from(TinyTown.REST)
                .lesson("2026-03-03", 100, 0, 0)
                .is("absence-over-threshold", "2026-03", "0/1");
        of("those of the pupil's only feed belong to the head, and to no unit's minutes")
                .at("")
                .lesson("2026-03-02", 100, 100, 0)
                .at(0)
                .lesson("2026-03-03", 100, 0, 0)
                .is("absence-rate", "2026-03", "0/100")
                .is("absence-over-threshold", "2026-03", "1/1");
        of("lessons go before the sum of the same month")
                .sums("2026-03-01", "2026-03-31", 1_000, 500)
                .lesson("2026-03-02", 100, 10, 0)
                .is("absence-rate", "2026-03", "10/100");
        of("a sum over a month's end is of the term, and of no month and no quarter")
                .sums("2026-02-23", "2026-03-01", 100, 10)
                .is("absence-rate", "2026-02", "-")
                .is("absence-rate", "2026-Q1", "-")
                .is("absence-rate", "2026-VT", "10/100")
                .is("pupils", "2026-VT", "1");
        of("a sum over New Year is of no term, and not used")
                .sums("2025-12-15", "2026-01-15", 100, 10)
                .is("absence-rate", "2025-HT", "-")
                .is("absence-rate", "2025/26", "-");
        of("absence without a schedule counts where a lesson of its week has one: on Monday 2 March, for Sunday the 8th")
                .withoutSchedule("2026-03-02", 100)
                .present("2026-03-08")
                .withoutSchedule("2026-03-09", 100)
                .is("absence-rate", "2026-03", "100/200");
    }

    private void corrections() {
        of("a correction after the term's end changes the term, and no other")
                .lesson("2026-03-02", 100, 10, 0)
                .present("2025-11-04")
                .lesson("2025-11-03", 100, 60, 0)
                .correctedTo("2025-11-03", 0)
                .is("absence-rate", "2025-HT", "60/200")
                .is("absence-rate", "2026-VT", "10/100")
                .then("absence-rate", "2025-HT", "0/200")
                .then("absence-rate", "2026-VT", "10/100");
        of("a correction moves a lesson from 30 June to 1 July")
                .lesson("2025-06-30", 100, 50, 0)
                .correctedTo("2025-07-01", 50)
                .is("absence-rate", "2025-VT", "50/100")
                .is("absence-rate", "2025-HT", "-")
                .then("absence-rate", "2025-VT", "-")
                .then("absence-rate", "2025-HT", "50/100");
        of("a lesson is taken back after the term's end")
                .lesson("2025-11-03", 100, 60, 0)
                .takenBackLate()
                .is("absence-rate", "2025-HT", "60/100")
                .then("absence-rate", "2025-HT", "-");
    }

    private void sexes() {
        of("where no lesson knows the sex, the enrolment that knows it last does")
                .enrolled(9, Sex.F, "2018-08-20", "2019-01-10")
                .at(1)
                .inGrade(null)
                .lesson("2019-03-04", 100, 0, 0)
                .graded("2019-06-10", "E", "SV")
                .isBy("sex", "F", "all-subjects-passed", "2018/19", "3/3")
                .isBy("sex", "U", "all-subjects-passed", "2018/19", "-")
                .pupil(2)
                .enrolled(9, Sex.F, "2018-08-20", "2019-01-10")
                .at(2)
                .enrolled(9, Sex.U, "2019-01-10", null)
                .graded("2019-06-10", "E", "SV")
                .pupil(3)
                .at("")
                .enrolled(9, Sex.F, "2018-08-20", null)
                .at(2)
                .graded("2019-06-10", "E", "SV");
    }
}
