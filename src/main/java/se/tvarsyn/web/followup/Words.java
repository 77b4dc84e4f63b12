package se.tvarsyn.web.followup;

import java.text.CollationKey;
import java.text.Collator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import se.tvarsyn.web.CodeName;
import se.tvarsyn.web.Figure;
import se.tvarsyn.web.MetricEntry;
import se.tvarsyn.web.NumberText;
import se.tvarsyn.web.OwnText;
import se.tvarsyn.web.ReleaseView;

/** Words and numbers of a release in the reader's language. Names come from the release where it has one in that language. */
final class Words {
    private static final Pattern MONTH = Pattern.compile("([0-9]{4})-(0[1-9]|1[0-2])");
    private static final Pattern QUARTER = Pattern.compile("([0-9]{4})-Q([1-4])");
    private static final Pattern TERM = Pattern.compile("([0-9]{4})-(VT|HT)");
    /** What a release calls a band. */
    private static final Pattern LIMITS = Pattern.compile(
            "Under (?<under>[0-9]{1,3}) %|(?<from>[0-9]{1,3})–(?<to>[0-9]{1,3}) %|[0-9]{1,3} % eller mer");

    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    /** A break inside a number would make two of it. */
    private static final char NO_BREAK = '\u00A0';

    /** Orders that neither a name nor a number gives. */
    private static final Map<String, List<String>> ORDERS = Map.of(
            "stage",
            List.of("F-3", "4-6", "7-9", "GY"),
            "sex",
            List.of("F", "M", "U"),
            "agency-overlap",
            List.of("F", "S", "L", "F+S", "F+L", "S+L", "F+S+L", "-"),
            "support-steps",
            List.of(
                    "aktualisering",
                    "inskrivning",
                    "kartlaggning",
                    "planering",
                    "genomforande",
                    "uppfoljning",
                    "vidmakthallande",
                    "avslut"));

    private final MessageSource messages;
    private final Locale locale;

    Words(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    boolean isSwedish() {
        return locale.getLanguage().equals("sv");
    }

    String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    private @Nullable String ofOrNull(String key) {
        return messages.getMessage(key, null, null, locale);
    }

    /** As a heading begins. */
    static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    String name(MetricEntry metric) {
        return isSwedish() ? metric.nameSv() : metric.nameEn();
    }

    String definition(MetricEntry metric) {
        return isSwedish() ? metric.definitionSv() : metric.definitionEn();
    }

    /**
     * A text of a release, in Swedish where it has no other.
     *
     * @param en empty where it has none
     */
    OwnText told(String sv, String en) {
        return OwnText.of(isSwedish(), sv, en);
    }

    String unit(String unit) {
        String word = ofOrNull("unit." + unit);
        return word == null ? unit : word;
    }

    String level(String level) {
        return of("level." + level);
    }

    /** The name of a code of a level, or of a value that a metric is cut across by. */
    String code(ReleaseView view, String level, String code) {
        if (code.isEmpty()) {
            String none = ofOrNull("none." + level);
            return none == null ? of("none") : none;
        }
        CodeName own = view.label(level, code);
        if (isBand(level)) {
            return band(own == null ? "" : own.sv(), code);
        }
        String name = own == null ? "" : isSwedish() ? own.sv() : own.en();
        if (!name.isEmpty()) {
            return name;
        }
        if (level.equals("grade") && code.matches("[1-9]")) {
            return of("code.grade", code);
        }
        String word = ofOrNull("code." + level + "." + code);
        return word != null ? word : own != null ? own.sv() : code;
    }

    /**
     * The name of an absence band, whose code is its lower limit. Where it ends, the release says: bands that nobody is in do not
     * occur.
     */
    private String band(String own, String code) {
        Matcher limits = LIMITS.matcher(own);
        if (!code.matches("[0-9]{1,3}")) {
            return code;
        }
        if (!limits.matches()) {
            return code.equals("0") ? of("band.lowest") : of("band.reached", code);
        }
        if (limits.group("to") != null) {
            return of("band.between", limits.group("from"), limits.group("to"));
        }
        return limits.group("under") != null ? of("band.under", limits.group("under")) : of("band.from", code);
    }

    static boolean isBand(String level) {
        return level.equals("band") || level.equals("absence-bands");
    }

    /** Codes in the order that a reader expects: years and bands by number, stages by age, places by name, unknown last. */
    Comparator<String> order(ReleaseView view, String level) {
        Comparator<String> unknownLast = Comparator.comparing(String::isEmpty);
        List<String> known = ORDERS.get(level);
        if (known != null) {
            return unknownLast
                    .thenComparing(code -> known.contains(code) ? known.indexOf(code) : known.size())
                    .thenComparing(Comparator.naturalOrder());
        }
        if (isBand(level) || level.equals("grade")) {
            return unknownLast
                    .thenComparing(code -> code.matches("[0-9]{1,6}") ? Integer.parseInt(code) : Integer.MAX_VALUE)
                    .thenComparing(Comparator.naturalOrder());
        }
        Collator collator = Collator.getInstance(locale);
        // Each name once: hundreds of schools are held against each other many times.
        Map<String, CollationKey> keys = new HashMap<>();
        return unknownLast
                .thenComparing(code -> keys.computeIfAbsent(code, c -> collator.getCollationKey(code(view, level, c))))
                .thenComparing(Comparator.naturalOrder());
    }

    /** A shown text: a number with this language's signs, or the sign of its state as it is. */
    String number(String shown) {
        return NumberText.of(shown, isSwedish(), true);
    }

    /** A figure with its unit: {@code 8,3 %}. */
    String figure(Figure figure, MetricEntry metric) {
        if (!figure.isNumber()) {
            return figure.shown();
        }
        String number = number(figure.shown());
        if (metric.unit().equals("percent")) {
            return isSwedish() ? number + NO_BREAK + "%" : number + "%";
        }
        return number + NO_BREAK + unit(metric.unit());
    }

    /** {@code vårterminen 2026}. */
    String period(String kind, String name) {
        Matcher month = MONTH.matcher(name);
        if (month.matches()) {
            return of("month." + Integer.parseInt(month.group(2))) + " " + month.group(1);
        }
        Matcher quarter = QUARTER.matcher(name);
        if (quarter.matches()) {
            return of("quarter", quarter.group(2), quarter.group(1));
        }
        Matcher term = TERM.matcher(name);
        if (term.matches()) {
            return of("term." + term.group(2), term.group(1));
        }
        String word = ofOrNull("period." + kind);
        return word == null ? name : of("period." + kind, name);
    }

    /** A whole percent as a release tells it, also {@code <1}, or the sign of its state as it is. */
    String percent(String text) {
        if (text.isEmpty() || text.equals(Figure.MISSING)) {
            return Figure.MISSING;
        }
        return isSwedish() ? text + NO_BREAK + "%" : text + "%";
    }

    /** A day: {@code 14 juni 2026}. */
    String on(LocalDate day) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy", locale).format(day);
    }

    /** In Swedish time, to the minute. */
    String at(Instant instant) {
        return DateTimeFormatter.ofPattern(isSwedish() ? "d MMMM yyyy 'kl.' HH.mm" : "d MMMM yyyy, HH:mm", locale)
                .withZone(SWEDEN)
                .format(instant);
    }
}
