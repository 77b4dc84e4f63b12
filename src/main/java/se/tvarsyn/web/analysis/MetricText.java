package se.tvarsyn.web.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.web.followup.ShownMetrics;

/** What the catalogue says of a metric, in a reader's words. */
final class MetricText {
    private final MessageSource messages;
    private final Locale locale;
    private final Catalogue catalogue;
    private final Cubes cubes;
    private final FollowUpSettings limits;

    MetricText(MessageSource messages, Locale locale, Catalogue catalogue, Cubes cubes, FollowUpSettings limits) {
        this.messages = messages;
        this.locale = locale;
        this.catalogue = catalogue;
        this.cubes = cubes;
        this.limits = limits;
    }

    /**
     * A metric's page.
     *
     * @param facts in order, none empty
     * @param tables of releases that have it
     * @param chapters of Uppföljning that show it
     * @param beside metrics that it is only shown together with
     */
    record Drawn(
            String id,
            String name,
            String definition,
            List<Fact> facts,
            List<Table> tables,
            List<String> chapters,
            List<Other> beside) {
        Drawn {
            facts = List.copyOf(facts);
            tables = List.copyOf(tables);
            chapters = List.copyOf(chapters);
            beside = List.copyOf(beside);
        }
    }

    /**
     * A line of the page.
     *
     * @param word the end of a key {@code metric.*}
     * @param isCode an expression of the metric's file
     * @param isSwedish whatever the page's language is
     */
    record Fact(String word, String text, boolean isCode, boolean isSwedish) {}

    /** @param id as {@code mart.figure} has it in column cube */
    record Table(String id, String name, String axes, String periods) {}

    record Other(String id, String name) {}

    Drawn of(Metric metric) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "kind", word("metric.kind." + metric.kind().name().toLowerCase(Locale.ROOT)));
        code(facts, metric.among() == null ? "counted" : isDifference(metric) ? "mean" : "numerator", metric.of());
        code(facts, isDifference(metric) ? "less" : "denominator", metric.among());
        code(facts, "where", metric.where());
        code(facts, "rows", "model." + metric.rows());
        add(facts, "unit", word("unit." + metric.unit()));
        add(facts, "polarity", word("metric.polarity." + metric.polarity()));
        Metric.Text exclusions = metric.exclusions();
        add(facts, "exclusions", exclusions == null ? word("metric.exclusions.none") : of(exclusions, locale));
        add(facts, "limits", metric.limits().stream().map(this::limit).collect(Collectors.joining("; ")));
        add(facts, "periods", kinds(metric.periods()));
        add(
                facts,
                "by",
                metric.by().isEmpty()
                        ? word("metric.by.none")
                        : metric.by().stream().map(this::level).collect(Collectors.joining(", ")));
        String across = metric.across();
        add(facts, "across", across == null ? "" : level(across));
        add(facts, "sensitive", metric.isSensitive() ? word("metric.sensitive.yes") : "");
        facts.add(new Fact("source", metric.source(), false, true));
        add(facts, "valid-from", metric.validFrom());
        return new Drawn(
                metric.id(),
                of(metric.name(), locale),
                of(metric.definition(), locale),
                facts,
                cubes.cubes().values().stream()
                        .filter(cube -> cube.metrics().contains(metric.id()))
                        .map(this::table)
                        .toList(),
                ShownMetrics.chapters(metric.id()),
                metric.beside().stream().map(this::other).toList());
    }

    private static boolean isDifference(Metric metric) {
        return metric.kind() == Metric.Kind.DIFFERENCE;
    }

    private static void add(List<Fact> facts, String word, String text) {
        if (!text.isEmpty()) {
            facts.add(new Fact(word, text, false, false));
        }
    }

    private static void code(List<Fact> facts, String word, @Nullable String expression) {
        if (expression != null) {
            facts.add(new Fact(word, expression, true, false));
        }
    }

    private Table table(Cube cube) {
        return new Table(
                cube.id(),
                of(cube.name(), locale),
                cube.axes().stream()
                        .map(axis -> axis.stream().map(this::level).collect(Collectors.joining(" → ")))
                        .collect(Collectors.joining(" × ")),
                kinds(cube.periods()));
    }

    private Other other(String id) {
        Metric metric = catalogue.metrics().get(id);
        return new Other(id, metric == null ? id : of(metric.name(), locale));
    }

    private String kinds(List<String> kinds) {
        return kinds.stream().map(kind -> word("kind." + kind)).collect(Collectors.joining(", "));
    }

    private String level(String level) {
        return word("level." + level).toLowerCase(locale);
    }

    private String limit(String name) {
        return switch (name) {
            case "bands" ->
                message(
                        "metric.limit.bands",
                        limits.bands().stream().map(String::valueOf).collect(Collectors.joining(", ")));
            case "threshold" -> message("metric.limit.threshold", limits.threshold());
            case "scattered" ->
                message("metric.limit.scattered", limits.scatteredOccasions(), limits.scatteredMonths());
            default -> "follow-up." + name;
        };
    }

    private String message(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** A home's own word, which no bundle has, is shown as it is. */
    private String word(String key) {
        String word = messages.getMessage(key, null, null, locale);
        return word == null ? key.substring(key.lastIndexOf('.') + 1) : word;
    }

    static String of(Metric.Text text, Locale locale) {
        return locale.getLanguage().equals("sv") ? text.sv() : text.en();
    }
}
