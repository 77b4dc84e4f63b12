package se.tvarsyn.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A window of lessons: two units, one event a person, and one attendance at each. */
final class SchoolSs12000Source implements FeedSource {
    private static final String NAME = "Markör Elev";
    private static final String REASON = "Markör orsak";

    /** What one state differs in; all of it is about the first person's lesson. */
    private record State(String modified, int absence, boolean isMoved, boolean isDeleted, boolean hasBadRow) {}

    private static final State ORDINARY = new State("2026-01-20T10:00:00+01:00", 60, false, false, false);

    @Override
    public String feed() {
        return "school-ss12000";
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return pages(persons, ORDINARY);
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return pages(persons, new State("2026-01-27T10:00:00+01:00", 20, false, false, false));
    }

    /** The event is moved to another day; the attendance itself does not change (MODEL.md: version). */
    @Override
    public Map<String, byte[]> moved(int persons) {
        return pages(persons, new State("2026-01-27T10:00:00+01:00", 60, true, false, false));
    }

    @Override
    public Map<String, byte[]> deleted(int persons) {
        Map<String, byte[]> pages = pages(persons, new State("2026-01-20T10:00:00+01:00", 60, false, true, false));
        pages.put("deletedEntities.json", """
                {"data":[{"entityType":"Attendance","id":"%s","deletedAt":"2026-01-21T10:00:00+01:00"}]}
                """.formatted(id(8, 0)).getBytes(StandardCharsets.UTF_8));
        return pages;
    }

    @Override
    public boolean deletesByCompleteness() {
        return false;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return pages(persons, new State("2026-01-20T10:00:00+01:00", 60, false, false, true));
    }

    @Override
    public String state() {
        return """
                SELECT source_key, school_unit_code, school_grade, sex, attended_on, offered_minutes, present_minutes,
                       valid_absence_minutes, invalid_absence_minutes, is_reported, is_linkable
                FROM core.attendance FINAL WHERE feed = 'school-ss12000' ORDER BY source_key""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new ArrayList<>(List.of(NAME, REASON, "MARKOR-HANDELSE"));
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
            markers.add(id(1, person));
        }
        return markers;
    }

    private static String id(int kind, int number) {
        return "7e57ab1e-0000-4000-%d000-%012d".formatted(kind, number);
    }

    private static Map<String, byte[]> pages(int persons, State state) {
        String meta = "\"meta\":{\"created\":\"2025-08-18T06:00:00+02:00\",\"modified\":\"2026-01-20T10:00:00+01:00\"}";
        String changed = meta.replace("2026-01-20T10:00:00+01:00", state.modified());
        List<String> people = new ArrayList<>();
        List<String> events = new ArrayList<>();
        List<String> attendances = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            boolean isFirst = person == 0;
            people.add("""
                    {"id":"%s",%s,"givenName":"%s","familyName":"X","civicNo":{"value":"%s","nationality":"SE"},
                    "sex":"Kvinna","securityMarking":"Ingen","enrolments":[{"enroledAt":{"id":"%s"},"schoolType":"GR",
                    "startDate":"2025-08-18","schoolYear":9}]}""".formatted(id(1, person), meta, NAME, OfficialNumbers.number(person), id(2, 0)));
            String day = isFirst && state.isMoved() ? "2026-01-13" : "2026-01-12";
            events.add("""
                    {"id":"%s",%s,"activity":{"id":"%s"},"startTime":"%sT08:20:00+01:00","endTime":"%sT09:20:00+01:00",
                    "cancelled":false,"teachingLengthStudent":60}""".formatted(id(7, person), isFirst ? changed : meta, id(3, 0), day, day));
            if (isFirst && state.isDeleted()) {
                continue;
            }
            int absence = isFirst ? state.absence() : 60;
            attendances.add("""
                    {"id":"%s",%s,"calendarEvent":{"id":"%s"},"student":{"id":"%s"},"isReported":true,
                    "attendanceMinutes":%d,"validAbsenceMinutes":0,"invalidAbsenceMinutes":%d,"otherAttendanceMinutes":0,
                    "absenceReason":"%s"}""".formatted(
                            id(8, person),
                            isFirst && !state.isMoved() ? changed : meta,
                            id(7, person),
                            id(1, person),
                            60 - absence,
                            absence,
                            REASON));
        }
        if (state.hasBadRow()) {
            attendances.add("""
                    {"id":"%s",%s,"calendarEvent":{"id":"MARKOR-HANDELSE"},"student":{"id":"%s"},"isReported":true}""".formatted(id(8, 9_999), meta, id(1, 0)));
        }
        Map<String, byte[]> pages = new LinkedHashMap<>();
        put(pages, "organisations", List.of("""
                {"id":"%s",%s,"displayName":"Testskolan","organisationType":"Skolenhet","schoolUnitCode":"48392017"}""".formatted(id(2, 0), meta)));
        put(pages, "activities", List.of("""
                {"id":"%s",%s,"displayName":"MA9","organisation":{"id":"%s"},"activityType":"Undervisning"}""".formatted(id(3, 0), meta, id(2, 0))));
        put(pages, "persons", people);
        put(pages, "calendarEvents", events);
        put(pages, "attendances", attendances);
        return pages;
    }

    private static void put(Map<String, byte[]> pages, String endpoint, List<String> elements) {
        pages.put(
                endpoint + ".json",
                ("{\"data\":[" + String.join(",\n", elements) + "],\"pageToken\":null}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
