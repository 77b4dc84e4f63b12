package se.tvarsyn.web.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.settings.FollowUpSettings;
import se.tvarsyn.web.NoSuchPage;

/** The catalogue of metrics: all of them by area, and a page for each. */
@Controller
@RequestMapping("/analys/metrics")
class MetricPages {
    /** In the order to read them. */
    private static final List<String> AREAS =
            List.of("absence", "grades", "support", "social", "leisure", "agencies", "resources", "quality");

    private final Catalogue catalogue;
    private final Cubes cubes;
    private final FollowUpSettings limits;
    private final MessageSource messages;

    MetricPages(Catalogue catalogue, Cubes cubes, FollowUpSettings limits, MessageSource messages) {
        this.catalogue = catalogue;
        this.cubes = cubes;
        this.limits = limits;
        this.messages = messages;
    }

    /** The metrics of an area. */
    record Area(String word, List<Line> metrics) {
        Area {
            metrics = List.copyOf(metrics);
        }
    }

    /** @param isReleased whether any table of releases has it */
    record Line(String id, String name, String definition, boolean isReleased) {}

    @GetMapping
    String all(Locale locale, Model model) {
        Map<String, List<Line>> lines = new TreeMap<>();
        for (Metric metric : catalogue.metrics().values()) {
            lines.computeIfAbsent(metric.chapter(), c -> new ArrayList<>())
                    .add(new Line(
                            metric.id(),
                            MetricText.of(metric.name(), locale),
                            MetricText.of(metric.definition(), locale),
                            cubes.cubes().values().stream()
                                    .anyMatch(cube -> cube.metrics().contains(metric.id()))));
        }
        List<Area> areas = new ArrayList<>();
        AREAS.forEach(area -> {
            List<Line> of = lines.remove(area);
            if (of != null) {
                areas.add(new Area("area." + area, of));
            }
        });
        // A home's own metrics may stand under words of their own; those have no translation.
        lines.forEach((area, of) -> areas.add(new Area(area, of)));
        model.addAttribute("areas", areas);
        model.addAttribute("count", catalogue.metrics().size());
        return "analysis/metrics";
    }

    @GetMapping("/{id}")
    String one(@PathVariable("id") String id, Locale locale, Model model) {
        Metric metric = catalogue.metrics().get(id);
        if (metric == null) {
            throw new NoSuchPage();
        }
        model.addAttribute("metric", new MetricText(messages, locale, catalogue, cubes, limits).of(metric));
        return "analysis/metric";
    }
}
