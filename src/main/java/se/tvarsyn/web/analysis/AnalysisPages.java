package se.tvarsyn.web.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.tvarsyn.web.NumberText;
import se.tvarsyn.web.OwnText;
import se.tvarsyn.web.ReleasedFigures;
import se.tvarsyn.web.ReleasedTables;

/** The first page of Analys, the dictionary, and the example queries. */
@Controller
@RequestMapping("/analys")
class AnalysisPages {
    private static final int LONGEST_SEARCH = 100;

    private final ReleasedFigures figures;
    private final ReleasedTables tables;
    private final Examples examples;
    private final DictionaryWords words;

    AnalysisPages(ReleasedFigures figures, ReleasedTables tables, Examples examples, DictionaryWords words) {
        this.figures = figures;
        this.tables = tables;
        this.examples = examples;
        this.words = words;
    }

    @GetMapping
    String start(Locale locale, Model model) {
        boolean isSwedish = isSwedish(locale);
        model.addAttribute(
                "releases",
                figures.releases().stream()
                        .map(release -> new Line(
                                release.name(),
                                release.kind(),
                                NumberText.of(Long.toString(release.figures()), isSwedish, true),
                                NumberText.of(Long.toString(release.hidden()), isSwedish, true)))
                        .toList());
        return "analysis/start";
    }

    private static boolean isSwedish(Locale locale) {
        return locale.getLanguage().equals("sv");
    }

    /** A release, with its numbers in the reader's signs. */
    record Line(String name, String kind, String figures, String hidden) {}

    @GetMapping("/dictionary")
    String dictionary(@RequestParam(name = "q", defaultValue = "") String asked, Locale locale, Model model) {
        String sought = asked.strip();
        if (sought.length() > LONGEST_SEARCH) {
            sought = sought.substring(0, LONGEST_SEARCH);
        }
        List<ReleasedTables.Table> all = tables.tables();
        List<DictionaryTable> found = new ArrayList<>();
        for (ReleasedTables.Table table : all) {
            DictionaryTable.of(table, sought, words, isSwedish(locale)).ifPresent(found::add);
        }
        model.addAttribute("sought", sought);
        model.addAttribute("isAny", !all.isEmpty());
        model.addAttribute("tables", found);
        return "analysis/dictionary";
    }

    @GetMapping("/examples")
    String examples(Locale locale, Model model) {
        boolean isSwedish = isSwedish(locale);
        model.addAttribute(
                "examples",
                examples.all().stream()
                        .map(example -> new Shown(
                                example.id(),
                                example.sql(),
                                example.question(isSwedish),
                                example.askedBy(isSwedish),
                                example.reading(isSwedish)))
                        .toList());
        model.addAttribute("exact", examples.exact());
        return "analysis/examples";
    }

    /** An example, with what is said of it. */
    record Shown(String id, String sql, OwnText question, OwnText askedBy, OwnText reading) {}
}
