package se.tvarsyn.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers of four services for one unit and one month. */
final class SchoolEdlevoAbsenceSource implements FeedSource {
    private static final String FREE_TEXT = "Markör fri text";
    private static final String STAFF = "{5f235fcd-fdbb-40fb-9ed3-2f1f18edea87}";

    /** What one state of the source differs in. All of it is about the first person's first lesson. */
    private record State(String answeredAt, String unit, String reason, boolean hasLesson, boolean hasBadRow) {}

    private static final State ORDINARY = new State("2026-02-02T03:00:00", "48392017", "Invalid", true, false);

    @Override
    public String feed() {
        return "school-edlevo-absence";
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return answers(persons, ORDINARY);
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return answers(persons, new State("2026-02-09T03:00:00", "48392017", "Valid", true, false));
    }

    @Override
    public Map<String, byte[]> moved(int persons) {
        return answers(persons, new State("2026-02-09T03:00:00", "71203945", "Invalid", true, false));
    }

    /** The API has no deletions: the lesson is no longer there. */
    @Override
    public Map<String, byte[]> deleted(int persons) {
        return answers(persons, new State("2026-02-09T03:00:00", "48392017", "Invalid", false, false));
    }

    @Override
    public boolean deletesByCompleteness() {
        return true;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return answers(persons, new State("2026-02-02T03:00:00", "48392017", "Invalid", true, true));
    }

    @Override
    public String state() {
        return """
                SELECT * FROM (
                    SELECT school_unit_code, attended_on AS from_on, attended_on AS to_on,
                           toInt64(offered_minutes) AS offered, toInt64(present_minutes) AS present,
                           toInt64(valid_absence_minutes) AS valid, toInt64(invalid_absence_minutes) AS invalid,
                           toInt64(ifNull(late_minutes, 0)) AS late, has_schedule
                    FROM core.attendance FINAL WHERE feed = 'school-edlevo-absence'
                    UNION ALL
                    SELECT school_unit_code, period_from_on, period_to_on,
                           toInt64(ifNull(offered_minutes, 0)), toInt64(present_minutes),
                           toInt64(valid_absence_minutes), toInt64(invalid_absence_minutes),
                           toInt64(ifNull(late_minutes, 0)), true
                    FROM core.attendance_period FINAL WHERE feed = 'school-edlevo-absence')
                ORDER BY ALL""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
        }
        markers.addAll(List.of(FREE_TEXT, STAFF, "Markörskolan", "MARKÖRSKÄL"));
        return markers;
    }

    private static Map<String, byte[]> answers(int persons, State state) {
        StringBuilder absence = new StringBuilder();
        StringBuilder presence = new StringBuilder();
        StringBuilder absenceSums = new StringBuilder();
        StringBuilder presenceSums = new StringBuilder();
        for (int person = 0; person < persons; person++) {
            String number = OfficialNumbers.number(person);
            State here = person == 0 ? state : ORDINARY;
            String away = "";
            String there = "";
            if (here.hasLesson()) {
                away = event(1, 12, here.reason(), 20, here.unit());
                there = event(1, 12, "Valid", 40, here.unit());
            }
            away += event(2, 13, "LateArrival", 10, "48392017");
            there += event(2, 13, "Valid", 50, "48392017") + event(3, 14, "Valid", 60, "48392017");
            if (person == 0 && state.hasBadRow()) {
                away += event(4, 15, "MARKÖRSKÄL", 60, "48392017");
            }
            absence.append(person(number, away));
            presence.append(person(number, there));
            absenceSums.append(person(number, sum(number, "Invalid", 180) + sum(number, "Valid", 60)));
            presenceSums.append(person(number, sum(number, "Valid", 1_020)));
        }
        Map<String, byte[]> answers = new LinkedHashMap<>();
        answers.put("GetCompulsorySchoolAbsence-1.xml", answer(state.answeredAt(), absence));
        answers.put("GetCompulsorySchoolAbsenceAggregation-1.xml", answer(state.answeredAt(), absenceSums));
        answers.put("GetCompulsorySchoolPresence-1.xml", answer(state.answeredAt(), presence));
        answers.put("GetCompulsorySchoolPresenceAggregation-1.xml", answer(state.answeredAt(), presenceSums));
        return answers;
    }

    private static byte[] answer(String answeredAt, CharSequence persons) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <persons xmlns="http://open.tieto.com/edu/absence/v2"><properties><datetime>%s</datetime>
                <datasource>Edlevo</datasource>
                <comments>UnitId={f726c30e-daf0-4ac0-b5a1-e82171aa7801}; StartDate=2026-01-01; EndDate=2026-02-01</comments>
                <schooltype>GR</schooltype><timeframe><start>2026-01-01T00:00:00</start>
                <end>2026-02-01T00:00:00</end></timeframe></properties>%s</persons>
                """.formatted(answeredAt, persons).getBytes(StandardCharsets.UTF_8);
    }

    private static String person(String number, String content) {
        return "<person><personid>" + number + "</personid>" + content + "</person>\n";
    }

    private static String event(int lesson, int day, String reason, int minutes, String unit) {
        return """
                <event><start>2026-01-%1$dT08:20:00</start><stop>2026-01-%1$dT09:20:00</stop>
                <unitname>Markörskolan</unitname><unitid>%2$s</unitid><schoolevent><comment>%3$s</comment>
                <lessonid>{48c4e935-5a2e-47f1-bf41-b1bed2e6d20%4$d}</lessonid><registeredby>%5$s</registeredby>
                <reason>%6$s</reason><minutes>%7$d</minutes><lessonminutes>60</lessonminutes>
                <courseorsubjectid>{b8f92bbc-490c-4635-8bf5-824e380fc87d}</courseorsubjectid>
                <courseorsubjectcode>MA</courseorsubjectcode><courseorsubjectname>Matematik</courseorsubjectname>
                <grouporclassid>{e1fe3f0d-364e-4a2c-81d2-659d6bfa072f}</grouporclassid>
                <grouporclassname>9A</grouporclassname></schoolevent></event>
                """.formatted(day, unit, FREE_TEXT, lesson, STAFF, reason, minutes);
    }

    private static String sum(String number, String reason, int minutes) {
        return """
                <aggregation><personid>%s</personid><minutes>%d</minutes><offeredminutes>1260</offeredminutes>
                <start>2026-01-01T00:00:00</start><stop>2026-02-01T00:00:00</stop>
                <courseorsubjectid>{b8f92bbc-490c-4635-8bf5-824e380fc87d}</courseorsubjectid>
                <courseorsubjectcode>MA</courseorsubjectcode><courseorsubjectname>Matematik</courseorsubjectname>
                <reason>%s</reason></aggregation>
                """.formatted(number, minutes, reason);
    }
}
