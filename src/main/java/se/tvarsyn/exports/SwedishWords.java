package se.tvarsyn.exports;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a release for a Swedish reader. A word that is not here is shown as it is. */
final class SwedishWords {
    static final String HIDDEN = "Uppgiften är dold, så att ingen enskild kan kännas igen";
    static final String MISSING = "Uppgiften saknas eller är inte tillämplig";
    static final String ZERO = "Värdet är noll; det är inte dolt och saknas inte";

    private static final Map<String, String> UNITS = Map.of(
            "percent", "procent",
            "pupils", "elever",
            "persons", "personer",
            "posts", "tjänster",
            "days", "dagar",
            "places", "platser",
            "kronor-per-pupil", "kronor per elev",
            "posts-per-pupil", "tjänster per elev",
            "percentage-points", "procentenheter");

    private static final Map<String, String> LEVELS = Map.ofEntries(
            Map.entry("district", "Stadsdel"),
            Map.entry("school_unit", "Skolenhet"),
            Map.entry("school_form", "Skolform"),
            Map.entry("stage", "Stadium"),
            Map.entry("grade", "Årskurs"),
            Map.entry("sex", "Kön"),
            Map.entry("age_band", "Ålder"),
            Map.entry("band", "Frånvaroband"),
            Map.entry("programme", "Stödprogram"),
            Map.entry("level", "Nivå"),
            Map.entry("category", "Kategori"),
            Map.entry("feed", "Källa"),
            Map.entry("activity", "Aktivitet"),
            Map.entry("overlap", "Myndigheter"),
            Map.entry("resource_kind", "Slag av resurs"),
            Map.entry("step", "Steg"));

    private static final Map<String, String> PERIOD_KINDS = Map.of(
            "month", "månad",
            "quarter", "kvartal",
            "term", "termin",
            "school_year", "läsår",
            "year", "kalenderår",
            "now", "beräkningsdagen");

    private static final List<String> MONTHS = List.of(
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december");

    private static final List<String> QUARTERS = List.of("första", "andra", "tredje", "fjärde");

    private static final Pattern MONTH = Pattern.compile("([0-9]{4})-(0[1-9]|1[0-2])");
    private static final Pattern QUARTER = Pattern.compile("([0-9]{4})-Q([1-4])");
    private static final Pattern TERM = Pattern.compile("([0-9]{4})-(HT|VT)");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd 'kl.' HH.mm", Locale.ROOT).withZone(ZoneId.of("Europe/Stockholm"));

    private SwedishWords() {}

    static String unit(String unit) {
        return UNITS.getOrDefault(unit, unit);
    }

    static String level(String level) {
        return LEVELS.getOrDefault(level, level);
    }

    /** {@code Stadsdel och skolenhet}. */
    static String axis(List<String> levels) {
        return level(levels.get(0))
                + levels.stream()
                        .skip(1)
                        .map(l -> " och " + level(l).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
    }

    /** Of places the total is the municipality. */
    static String total(List<String> levels) {
        return isPlace(levels) ? "Hela kommunen" : "Totalt";
    }

    static boolean isPlace(List<String> levels) {
        return levels.contains("district") || levels.contains("school_unit");
    }

    static String periodKind(String kind) {
        return PERIOD_KINDS.getOrDefault(kind, kind);
    }

    /** {@code mars 2026}, {@code läsåret 2025/26}. */
    static String period(ReleaseSheet sheet) {
        String period = sheet.period();
        Matcher month = MONTH.matcher(period);
        if (month.matches()) {
            return MONTHS.get(Integer.parseInt(month.group(2)) - 1) + " " + month.group(1);
        }
        Matcher quarter = QUARTER.matcher(period);
        if (quarter.matches()) {
            return QUARTERS.get(Integer.parseInt(quarter.group(2)) - 1) + " kvartalet " + quarter.group(1);
        }
        Matcher term = TERM.matcher(period);
        if (term.matches()) {
            return (term.group(2).equals("HT") ? "höstterminen " : "vårterminen ") + term.group(1);
        }
        return switch (sheet.periodKind()) {
            case "school_year" -> "läsåret " + period;
            case "year" -> "året " + period;
            case "now" -> "beräkningsdagen";
            default -> period;
        };
    }

    static String title(ReleaseSheet sheet) {
        return "Uppgifter för " + period(sheet);
    }

    /** In Swedish time, to the minute. */
    static String at(Instant instant) {
        return DAY.format(instant);
    }

    /** What the number beside the figure is, by the metric's kind. */
    static String spread(String kind) {
        return kind.equals("days") ? "9:e decilen" : "± (95 %)";
    }

    /** What the figure itself is, where a number stands beside it. */
    static String middle(String kind) {
        return kind.equals("days") ? "Median" : "Skillnad";
    }
}
