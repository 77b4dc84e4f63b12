package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.catalogue.Metric;

/** {@code metric-catalogue}: what each figure counts, as its file says it, with the limits of this home. */
final class MetricPage {
    /** In the order to read them; the files allow no other. */
    private static final List<String> CHAPTERS =
            List.of("absence", "grades", "support", "social", "leisure", "agencies", "resources", "quality");

    private MetricPage() {}

    static Page page(Configured configured) {
        Map<String, Metric> metrics = configured.catalogue().metrics();
        Page.Writing page = Page.of("Nyckeltalskatalog", "sv")
                .text("De " + metrics.size()
                        + " nyckeltal som hemmet räknar, så som filerna i `warehouse/metrics` definierar dem. En siffra"
                        + " räknas ur sin fil och ingen annanstans. Orden förklaras i `docs/figures.md`; konfiguration `"
                        + configured.fingerprint().substring(0, 16) + "`, " + configured.day() + ".")
                .text(
                        "Exakta siffror står i `model.figure`, en rad per nyckeltal, period, dimension och värde. Den tabellen"
                                + " är bara till för dataförvaltare (`steward`).")
                .add(new Page.Contents());
        for (String chapter : CHAPTERS) {
            List<Metric> of = metrics.values().stream()
                    .filter(m -> m.chapter().equals(chapter))
                    .toList();
            if (!of.isEmpty()) {
                page.chapter(SwedishMetric.chapter(chapter));
                of.forEach(metric -> metric(page, metric, configured));
            }
        }
        return page.page();
    }

    private static void metric(Page.Writing page, Metric metric, Configured configured) {
        page.section(metric.name().sv() + " (`" + metric.id() + "`)");
        List<List<String>> texts = new ArrayList<>();
        texts.add(texts("Namn", metric.name()));
        texts.add(texts("Definition", metric.definition()));
        if (metric.exclusions() != null) {
            texts.add(texts("Undantag", metric.exclusions()));
        }
        page.grid(List.of("", "svenska", "English"), texts, "");
        page.add(new Page.Facts(Stream.of(
                        fact("Räknas som", SwedishMetric.kind(metric)),
                        fact(metric.among() == null ? "Vad" : numerator(metric), code(metric.of())),
                        fact(denominator(metric), code(metric.among())),
                        fact("Av rader där", code(metric.where())),
                        fact("Rader", "`model." + metric.rows() + "`"),
                        fact("Fördelas på", metric.across() == null ? null : SwedishMetric.column(metric.across())),
                        fact("I `model.figure`", SwedishMetric.reading(metric)),
                        fact("Enhet", SwedishMetric.unit(metric)),
                        fact("Riktning", SwedishMetric.polarity(metric)),
                        fact("Perioder", SwedishMetric.periods(metric)),
                        fact("Visas", SwedishMetric.dimensions(metric)),
                        fact(
                                "Visas bara tillsammans med",
                                beside(metric, configured.catalogue().metrics())),
                        fact("Kommunens gränser", limits(metric, configured)),
                        fact(
                                "Känsligt",
                                metric.isSensitive() ? "ja: även noll och en hel andel döljs vid publicering" : null),
                        fact("Källa", metric.source()),
                        fact("Gäller från", metric.validFrom()))
                .flatMap(List::stream)
                .toList()));
    }

    private static List<String> texts(String what, Metric.Text text) {
        return List.of(what, text.sv(), text.en());
    }

    /** No line where there is nothing to tell. */
    private static List<List<String>> fact(String what, @Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(List.of(what, text));
    }

    private static @Nullable String code(@Nullable String expression) {
        return expression == null ? null : "`" + expression + "`";
    }

    private static String numerator(Metric metric) {
        return metric.kind() == Metric.Kind.DIFFERENCE ? "Medelvärdet av" : "Täljare";
    }

    private static String denominator(Metric metric) {
        return metric.kind() == Metric.Kind.DIFFERENCE ? "minus" : "Nämnare";
    }

    private static String beside(Metric metric, Map<String, Metric> metrics) {
        return metric.beside().stream()
                .map(id -> {
                    Metric other = metrics.get(id);
                    return (other == null ? "" : other.name().sv() + " ") + "(`" + id + "`)";
                })
                .collect(Collectors.joining(", "));
    }

    private static String limits(Metric metric, Configured configured) {
        return metric.limits().stream()
                .map(l -> SwedishMetric.limit(l, configured.settings().followUp()))
                .collect(Collectors.joining("; "));
    }
}
