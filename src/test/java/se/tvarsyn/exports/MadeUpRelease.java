package se.tvarsyn.exports;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A release of a town that is not there, with everything in it that a file could get wrong. */
final class MadeUpRelease {
    static final String LONG_NAME = "Frånvaro per stadsdel, skolenhet och årskurs";
    static final String SAME_BEGINNING = "Frånvaro per stadsdel, skolenhet och kön";
    static final String LIKE_A_FORMULA = "=HYPERLINK(\"http\",\"A&B\") skolan";
    static final String QUOTED = "Skolan \"Ån\", södra\nhuset";

    private static final Map<String, String> GRADES = new LinkedHashMap<>();

    static {
        GRADES.put("F", "Förskoleklass");
        for (int grade = 1; grade <= 9; grade++) {
            GRADES.put("" + grade, "Årskurs " + grade);
        }
    }

    private MadeUpRelease() {}

    static ReleaseSheet sheet() {
        Map<String, MetricText> metrics = new LinkedHashMap<>();
        Stream.of(
                        metric("absence-rate", "Total frånvaro", "percent", "rate"),
                        metric("pupils", "Elever", "pupils", "count"),
                        metric("absence-bands", "Elever efter frånvaro", "percent", "share"),
                        metric("support-wait", "Väntetid till insats", "days", "days"),
                        metric("support-effect", "Frånvaro före och efter avslut", "percentage-points", "difference"),
                        metric("resource-kronor", "Kronor för insatser", "kronor", "sum"))
                .forEach(metric -> metrics.put(metric.id(), metric));
        Map<String, CubeText> cubes = new LinkedHashMap<>();
        Stream.of(
                        new CubeText(
                                "absence",
                                LONG_NAME,
                                "Absence by unit",
                                List.of(List.of("district", "school_unit"), List.of("stage", "grade"), List.of("sex"))),
                        new CubeText("leisure", SAME_BEGINNING, "Leisure", List.of(List.of("activity"))),
                        new CubeText("support", "Stöd & insatser 'prov'", "Support", List.of(List.of("programme"))),
                        new CubeText("whole", "Hela kommunen", "The whole", List.of()))
                .forEach(cube -> cubes.put(cube.id(), cube));
        Map<String, Map<String, String>> labels = new LinkedHashMap<>();
        labels.put(
                "school_unit",
                ordered(
                        "12345678",
                        "Norrskolan",
                        "23456789",
                        QUOTED,
                        "34567890",
                        LIKE_A_FORMULA,
                        "99999999",
                        "Stängd"));
        labels.put("stage", ordered("F-3", "Förskoleklass–åk 3", "4-6", "Åk 4–6", "7-9", "Åk 7–9"));
        labels.put("grade", GRADES);
        labels.put("sex", ordered("F", "Flickor", "M", "Pojkar"));
        labels.put("absence-bands", ordered("0", "Under 5 %", "10", "10–15 %", "50", "Minst 50 %"));
        return new ReleaseSheet(
                "2026-3",
                "school_year",
                "2025/26",
                Instant.parse("2026-08-14T07:05:09Z"),
                "Åsa Öberg, utbildningsförvaltningen",
                "Cellnyckelmetoden: varje antal har ett litet brus som alltid är detsamma för samma elever, och antal under 10"
                        + " visas inte.",
                List.of("Delar summerar inte till totaler.", "Uttaget är fryst: rättelser kommer i nästa period."),
                metrics,
                cubes,
                labels,
                List.of(
                        new SourceLine("Närvarokort (DAK)", null, "never", ".", "."),
                        new SourceLine("Skolnärvaro", LocalDate.of(2026, 6, 14), "late", "<1", "2")));
    }

    static final String NEVER = "Närvarokort (DAK): Har aldrig levererat";
    static final String LATE =
            "Skolnärvaro: Försenad; senaste leverans 2026-06-14; avvisade poster <1 %, poster utan länk 2 %";

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static MetricText metric(String id, String name, String unit, String kind) {
        return new MetricText(
                id,
                name,
                "English of " + id,
                "Det som måttet " + name.toLowerCase(java.util.Locale.ROOT)
                        + " räknar, i en mening som är så lång att den" + " bryts på flera rader.",
                "What it counts",
                unit,
                kind,
                "skollagen (2010:800) 7 kap. 19 a §",
                kind.equals("rate") ? "Lektioner som ingen rapporterat räknas inte." : "");
    }

    /** All cubes but one, ordered by cube and metric. */
    static List<ExportedFigure> figures() {
        List<ExportedFigure> figures = new ArrayList<>();
        List<Map<String, String>> units = List.of(
                Map.of(),
                Map.of("district", "Norr"),
                Map.of("district", "Norr", "school_unit", "23456789"),
                Map.of("district", "Norr", "school_unit", "12345678"),
                Map.of("district", "Norr", "school_unit", ""),
                Map.of("district", "Ådalen"),
                Map.of("district", "Ådalen", "school_unit", "34567890"),
                Map.of("district", "Ådalen", "school_unit", "77"),
                Map.of("district", ""),
                Map.of("district", "", "school_unit", ""));
        List<Map<String, String>> grades = List.of(
                Map.of(),
                Map.of("stage", "7-9"),
                Map.of("stage", "7-9", "grade", "7"),
                Map.of("stage", "F-3"),
                Map.of("stage", "F-3", "grade", "F"),
                Map.of("stage", ""));
        List<Map<String, String>> sexes = List.of(Map.of(), Map.of("sex", "F"), Map.of("sex", "M"));
        for (String metric : List.of("absence-bands", "absence-rate", "pupils", "resource-kronor")) {
            for (String across : metric.equals("absence-bands") ? List.of("0", "10", "50") : List.of("")) {
                for (Map<String, String> unit : units) {
                    for (Map<String, String> grade : grades) {
                        for (Map<String, String> sex : sexes) {
                            Map<String, String> place = new LinkedHashMap<>(unit);
                            place.putAll(grade);
                            place.putAll(sex);
                            figures.add(figure("absence", metric, place, across, figures.size()));
                        }
                    }
                }
            }
        }
        String[] programmes = {"", "Närvaroteamet", "-", "=1+1", ""};
        for (int i = 0; i < programmes.length; i++) {
            Map<String, String> place = i == 0 ? Map.of() : Map.of("programme", programmes[i]);
            figures.add(beside("support-effect", place, i, "-4.75", "1.2"));
        }
        for (int i = 0; i < programmes.length; i++) {
            Map<String, String> place = i == 0 ? Map.of() : Map.of("programme", programmes[i]);
            figures.add(beside("support-wait", place, i, "34", "120"));
        }
        figures.add(figure("whole", "resource-kronor", Map.of(), "", 3));
        return figures;
    }

    private static ExportedFigure figure(
            String cube, String metric, Map<String, String> place, String across, int number) {
        return switch (number % 7) {
            case 5 -> new ExportedFigure(cube, metric, place, across, State.HIDDEN, null, "..", "40", "");
            case 6 -> new ExportedFigure(cube, metric, place, across, State.MISSING, null, ".", ".", "");
            case 4 -> value(cube, metric, place, across, "0");
            default -> value(cube, metric, place, across, number(metric, number));
        };
    }

    private static String number(String metric, int number) {
        return switch (metric) {
            case "resource-kronor" -> "" + (1_234_567L * (number % 11 + 1));
            case "pupils" -> "" + (number % 1300 + 10);
            default -> BigDecimal.valueOf(number % 400 + 5, 1).toPlainString();
        };
    }

    private static ExportedFigure value(
            String cube, String metric, Map<String, String> place, String across, String number) {
        return new ExportedFigure(cube, metric, place, across, State.VALUE, new BigDecimal(number), "12", "40", "");
    }

    private static ExportedFigure beside(
            String metric, Map<String, String> place, int i, String number, String beside) {
        return i == 2
                ? new ExportedFigure("support", metric, place, "", State.HIDDEN, null, "", "", "..")
                : new ExportedFigure(
                        "support",
                        metric,
                        place,
                        "",
                        State.VALUE,
                        new BigDecimal(number),
                        "",
                        "",
                        i == 3 ? "." : beside);
    }
}
