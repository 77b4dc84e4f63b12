package se.tvarsyn.documents;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.settings.FollowUpSettings;

/** Words of the metric catalogue for a Swedish reader. A word that a file may hold and that is not here is shown as it is. */
final class SwedishMetric {
    private static final Map<String, String> CHAPTERS = Map.of(
            "absence", "Frånvaro",
            "grades", "Betyg och behörighet",
            "support", "Stöd till elever",
            "social", "Socialtjänst",
            "leisure", "Fritid",
            "agencies", "Myndigheterna tillsammans",
            "resources", "Resurser",
            "quality", "Uppgifternas kvalitet");

    private static final Map<String, String> UNITS = Map.of(
            "percent", "procent",
            "pupils", "elever",
            "persons", "personer",
            "days", "dagar",
            "kronor", "kronor",
            "posts", "tjänster",
            "places", "platser",
            "kronor-per-pupil", "kronor per elev",
            "posts-per-pupil", "tjänster per elev",
            "percentage-points", "procentenheter");

    private static final Map<String, String> PERIODS = Map.of(
            "month", "månad",
            "quarter", "kvartal",
            "term", "termin",
            "school_year", "läsår",
            "year", "kalenderår",
            "now", "beräkningsdagen");

    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("school_unit", "skolenhet"),
            Map.entry("district", "stadsdel"),
            Map.entry("school_form", "skolform"),
            Map.entry("stage", "stadium"),
            Map.entry("grade", "årskurs"),
            Map.entry("sex", "kön"),
            Map.entry("age_band", "ålder"),
            Map.entry("band", "frånvaroband"),
            Map.entry("programme", "stödprogram"),
            Map.entry("level", "nivå"),
            Map.entry("category", "kategori"),
            Map.entry("feed", "källa"),
            Map.entry("activity", "aktivitet"),
            Map.entry("overlap", "myndigheter"),
            Map.entry("resource_kind", "slag av resurs"),
            Map.entry("step", "steg"));

    private SwedishMetric() {}

    static String chapter(String word) {
        return CHAPTERS.getOrDefault(word, word);
    }

    static String unit(Metric metric) {
        return UNITS.getOrDefault(metric.unit(), metric.unit());
    }

    static String polarity(Metric metric) {
        return switch (metric.polarity()) {
            case "higher" -> "högre är bättre";
            case "lower" -> "lägre är bättre";
            default -> "varken högre eller lägre är bättre";
        };
    }

    static String periods(Metric metric) {
        return metric.periods().stream().map(p -> PERIODS.getOrDefault(p, p)).collect(Collectors.joining(", "));
    }

    /** What it may be cut by, one at a time. */
    static String dimensions(Metric metric) {
        return metric.by().isEmpty()
                ? "bara totalt"
                : "totalt, och efter "
                        + metric.by().stream().map(SwedishMetric::column).collect(Collectors.joining(", "));
    }

    static String column(String name) {
        String word = COLUMNS.get(name);
        return word == null ? "`" + name + "`" : word + " (`" + name + "`)";
    }

    static String kind(Metric metric) {
        return switch (metric.kind()) {
            case RATE -> "kvot: summan av en kolumn delad med summan av en annan";
            case SHARE -> "andel: rader med ett villkor delade med rader med ett annat";
            case COUNT -> "antal rader; modellen har en rad per elev här";
            case PERSONS -> "antal olika personer";
            case DAYS -> "dagar: median och nionde decil";
            case SUM -> "summa av en kolumn";
            case DIFFERENCE -> "skillnad: medelvärdet av en kolumn minus en annan, med 95 procents osäkerhet";
        };
    }

    /** How the figure comes of the columns of {@code model.figure}. */
    static String reading(Metric metric) {
        return switch (metric.kind()) {
            case RATE, SHARE ->
                (metric.unit().equals("percent") ? "`100 * numerator / denominator`" : "`numerator / denominator`")
                        + (metric.across() == null ? "" : ", för varje `across`");
            case COUNT, PERSONS, SUM -> "`numerator`" + (metric.across() == null ? "" : ", för varje `across`");
            case DAYS -> "`median` och `p90`, av `n` värden" + (metric.across() == null ? "" : ", för varje `across`");
            case DIFFERENCE -> "`mean` ± `half_width`, av `n` ärenden";
        };
    }

    /** A limit of the municipality, with the value that it has in this home. */
    static String limit(String name, FollowUpSettings limits) {
        return switch (name) {
            case "bands" -> "frånvaroband från " + list(limits.bands()) + " procent (`follow-up.bands`)";
            case "threshold" -> "frånvarogränsen " + limits.threshold() + " procent (`follow-up.threshold`)";
            case "scattered" ->
                "upprepad ströfrånvaro: minst " + limits.scatteredOccasions() + " tillfällen inom "
                        + limits.scatteredMonths() + " månader (`follow-up.scattered`)";
            default -> "`follow-up." + name + "`";
        };
    }

    private static String list(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
