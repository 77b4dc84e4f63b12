package se.tvarsyn.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One document of betyg; each pupil is whole in it. */
final class GradesStockholmSource implements FeedSource {
    private static final String TEACHER = "{96ab211c-4937-49e3-8fdc-e144447c2138}";
    private static final String FREE_TEXT = "Markör fri text";

    @Override
    public String feed() {
        return "grades-stockholm";
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return betyg(persons, grade("MA", "E", "48392017"), "");
    }

    /** The interface sends no time of change: the later delivery holds. */
    @Override
    public Map<String, byte[]> corrected(int persons) {
        return betyg(persons, grade("MA", "D", "48392017"), "");
    }

    @Override
    public Map<String, byte[]> moved(int persons) {
        return betyg(persons, grade("MA", "E", "71203945"), "");
    }

    /** A pupil without one of the grades is the message that it is gone. */
    @Override
    public Map<String, byte[]> deleted(int persons) {
        return betyg(persons, "", "");
    }

    @Override
    public boolean deletesByCompleteness() {
        return false;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return betyg(persons, grade("MA", "E", "48392017"), grade("SV", "MARKÖRBETYG", "48392017"));
    }

    @Override
    public String state() {
        return """
                SELECT school_unit_code, school_form, subject, grade, graded_on, semester, graded_year, is_final, is_trial,
                       is_linkable
                FROM core.grade FINAL WHERE feed = 'grades-stockholm' ORDER BY ALL""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
        }
        markers.addAll(List.of(TEACHER, FREE_TEXT, "MARKÖRBETYG"));
        return markers;
    }

    /** @param first the first pupil's first grade, {@code extra} another one of that pupil */
    private static Map<String, byte[]> betyg(int persons, String first, String extra) {
        StringBuilder pupils = new StringBuilder();
        for (int person = 0; person < persons; person++) {
            pupils.append("<elev id=\"").append(OfficialNumbers.number(person)).append("\">\n");
            pupils.append(person == 0 ? first + extra : grade("MA", "E", "48392017"));
            pupils.append(grade("EN", "B", "48392017")).append(course()).append("</elev>\n");
        }
        String document =
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<betyg xmlns=\"http://pingpong.se/schemas/grades/v1.1\""
                        + " from=\"2026-06-01T00:00\" tom=\"2026-06-30T00:00\">\n" + pupils + "</betyg>\n";
        return Map.of("betyg.xml", document.getBytes(StandardCharsets.UTF_8));
    }

    private static String grade(String subject, String value, String school) {
        return """
                <ämnesbetyg><value>%s</value><datum>2026-06-10</datum><prövning>false</prövning>
                <skola>%s</skola><beslutsfattare roll="LÄRARE"><person>%s</person></beslutsfattare>
                <skolform>GR</skolform><ämnesförkortning>%s</ämnesförkortning>
                <termin><typ>VT</typ><år>2026</år></termin><slutbetyg>true</slutbetyg></ämnesbetyg>
                """.formatted(value, school, TEACHER, subject);
    }

    private static String course() {
        return """
                <kursbetyg><value>A</value><datum>2026-06-10</datum><prövning>true</prövning><skola>48392017</skola>
                <beslutsfattare roll="EXTERN"/><skolform>GY</skolform><kurskod>MATMAT01a</kurskod>
                <omdöme>%s</omdöme></kursbetyg>
                """.formatted(FREE_TEXT);
    }
}
