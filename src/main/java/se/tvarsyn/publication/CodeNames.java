package se.tvarsyn.publication;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.warehouse.Statements;

/** What the codes of a release are called. Codes of our own have English names too, the municipality's have none. */
final class CodeNames {
    /** Codes of our own, by level, or by metric where they are values of across. */
    private static final Map<String, Map<String, Metric.Text>> OWN = Map.of(
            "sex",
                    Map.of(
                            "F",
                            name("Flickor", "Girls"),
                            "M",
                            name("Pojkar", "Boys"),
                            "U",
                            name("Okänt kön", "Sex unknown")),
            "stage",
                    Map.of(
                            "F-3",
                            name("Förskoleklass–åk 3", "Preschool class–grade 3"),
                            "4-6",
                            name("Åk 4–6", "Grades 4–6"),
                            "7-9",
                            name("Åk 7–9", "Grades 7–9"),
                            "GY",
                            name("Gymnasiet", "Upper secondary")),
            "level",
                    Map.of(
                            "1",
                            name("Främjande", "Promoting"),
                            "2",
                            name("Förebyggande", "Preventive"),
                            "3",
                            name("Åtgärdande", "Remedial")),
            "grade",
                    Map.of(
                            "0", name("Förskoleklass", "Preschool class"),
                            "1", name("Årskurs 1", "Grade 1"),
                            "2", name("Årskurs 2", "Grade 2"),
                            "3", name("Årskurs 3", "Grade 3"),
                            "4", name("Årskurs 4", "Grade 4"),
                            "5", name("Årskurs 5", "Grade 5"),
                            "6", name("Årskurs 6", "Grade 6"),
                            "7", name("Årskurs 7", "Grade 7"),
                            "8", name("Årskurs 8", "Grade 8"),
                            "9", name("Årskurs 9", "Grade 9")),
            "support-steps",
                    Map.of(
                            "aktualisering", name("Aktualisering", "Referral"),
                            "inskrivning", name("Inskrivning", "Enrolment"),
                            "kartlaggning", name("Kartläggning", "Assessment"),
                            "planering", name("Planering", "Planning"),
                            "genomforande", name("Genomförande", "Carrying out"),
                            "uppfoljning", name("Uppföljning", "Follow-up"),
                            "vidmakthallande", name("Vidmakthållande", "Maintenance"),
                            "avslut", name("Avslut", "End")),
            "agency-overlap",
                    Map.of(
                            "-", name("Ingen av de tre", "None of the three"),
                            "F", name("Bara hög frånvaro", "High absence only"),
                            "S", name("Bara socialtjänst", "Social services only"),
                            "L", name("Bara fritid", "Leisure only"),
                            "F+S", name("Hög frånvaro och socialtjänst", "High absence and social services"),
                            "F+L", name("Hög frånvaro och fritid", "High absence and leisure"),
                            "S+L", name("Socialtjänst och fritid", "Social services and leisure"),
                            "F+S+L", name("Alla tre", "All three")));

    private final String releaseName;
    private final Map<String, Map<String, String>> homes;
    private final Statements ledger;

    /** @param homes names of the home's codes by level, in Swedish; they go before our own */
    CodeNames(String releaseName, Map<String, Map<String, String>> homes, Statements ledger) {
        this.releaseName = releaseName;
        this.homes = homes;
        this.ledger = ledger;
    }

    /** Level, or metric where they are values of across → code → name; its English is empty where there is none. */
    Map<String, Map<String, Metric.Text>> all() {
        Map<String, Map<String, Metric.Text>> all = new TreeMap<>(OWN);
        List<Integer> limits =
                ledger
                        .texts("SELECT toString(arrayJoin(bands)) FROM " + ModelRefresh.DATABASE + ".int_setting")
                        .stream()
                        .map(Integer::valueOf)
                        .toList();
        all.put("band", bands(ofBands("levels['band']"), limits));
        all.put("absence-bands", bands(ofBands("if(metric = 'absence-bands', across, '')"), limits));
        homes.forEach((level, names) -> {
            Map<String, Metric.Text> inSwedish = new TreeMap<>();
            names.forEach((code, name) -> inSwedish.put(code, name(name, "")));
            all.put(level, inSwedish);
        });
        return all;
    }

    private List<String> ofBands(String code) {
        return ledger.texts("SELECT DISTINCT toString(" + code + ") AS code FROM " + ReleaseLedger.FIGURES
                + " WHERE release_name = '" + releaseName + "' ORDER BY code");
    }

    private static Metric.Text name(String sv, String en) {
        return new Metric.Text(sv, en);
    }

    static Map<String, Map<String, Metric.Text>> own() {
        return OWN;
    }

    /**
     * A band that nobody is in does not occur, so where a band ends is told by the limits, not by the next that occurs. Where the
     * limits are no longer those that the figures were made by, a band is named by its own limit alone.
     *
     * @param codes lower limits in percent; what is none has no name
     * @param limits of follow-up.bands, lowest first
     */
    static Map<String, Metric.Text> bands(List<String> codes, List<Integer> limits) {
        Map<String, Metric.Text> names = new TreeMap<>();
        List<Integer> lower = codes.stream()
                .filter(code -> code.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .toList();
        boolean areTheirs = limits.containsAll(lower.stream().filter(l -> l > 0).toList());
        for (int from : lower) {
            Integer to =
                    limits.stream().filter(limit -> limit > from).findFirst().orElse(null);
            Metric.Text name;
            if (!areTheirs || from == 0 && to == null) {
                name = from == 0
                        ? name("Under lägsta gränsen", "Under the lowest limit")
                        : name("Från " + from + " %", "From " + from + "%");
            } else if (to == null) {
                name = name(from + " % eller mer", from + "% or more");
            } else {
                name = from == 0
                        ? name("Under " + to + " %", "Under " + to + "%")
                        : name(from + "–" + to + " %", from + "–" + to + "%");
            }
            names.put(Integer.toString(from), name);
        }
        return names;
    }
}
