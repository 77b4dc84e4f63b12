package se.tvarsyn.web.followup;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.tvarsyn.web.NoSuchPage;
import se.tvarsyn.web.ViewAudit;
import se.tvarsyn.web.Viewer;

/** The pages of Uppföljning: a first page, one for each chapter, and the report of chosen blocks. */
@Controller
@RequestMapping("/uppfoljning")
class FollowUpPages {
    private static final List<String> REPORT = List.of("rates-stage", "by-district", "bands", "matrix");

    private final OpenedRelease.Opening releases;
    private final ViewAudit audit;

    FollowUpPages(OpenedRelease.Opening releases, ViewAudit audit) {
        this.releases = releases;
        this.audit = audit;
    }

    @GetMapping
    String start(
            @ModelAttribute("viewer") Viewer viewer,
            @RequestParam Map<String, String> asked,
            Locale locale,
            HttpServletRequest request,
            Model model)
            throws IOException {
        if (!releases.isAny()) {
            model.addAttribute("word", "figures.none-yet");
            return "told";
        }
        OpenedRelease opened = open(viewer, asked, locale, request, model, "followup/start");
        Drawing drawing = new Drawing(opened);
        model.addAttribute("coverage", drawing.draw(Chapter.ALL.get(0).blocks().get(0)));
        model.addAttribute("headline", drawing.draw(Chapter.START));
        model.addAttribute("trend", drawing.draw(Chapter.ALL.get(2).blocks().get(0)));
        model.addAttribute("districts", drawing.draw(Chapter.START_CHART));
        return "followup/start";
    }

    @GetMapping("/{chapter}")
    String chapter(
            @PathVariable("chapter") String id,
            @ModelAttribute("viewer") Viewer viewer,
            @RequestParam Map<String, String> asked,
            Locale locale,
            HttpServletRequest request,
            Model model)
            throws IOException {
        Chapter chapter = Chapter.of(id).orElseThrow(NoSuchPage::new);
        OpenedRelease opened = open(viewer, asked, locale, request, model, "followup/" + id);
        Drawing drawing = new Drawing(opened);
        model.addAttribute("chapter", chapter.id());
        model.addAttribute("sources", chapter.equals(Chapter.ALL.get(0)) ? SourceText.of(opened) : List.of());
        model.addAttribute(
                "blocks", chapter.blocks().stream().map(drawing::draw).toList());
        return "followup/chapter";
    }

    @GetMapping("/rapport")
    String report(
            @ModelAttribute("viewer") Viewer viewer,
            @RequestParam Map<String, String> asked,
            @RequestParam(name = "block", required = false) List<String> chosen,
            Locale locale,
            HttpServletRequest request,
            Model model)
            throws IOException {
        OpenedRelease opened = open(viewer, asked, locale, request, model, "followup/report");
        Drawing drawing = new Drawing(opened);
        List<String> ids = chosen == null ? REPORT : chosen;
        List<DrawnBlock> blocks = new ArrayList<>();
        List<Choice> choices = new ArrayList<>();
        for (Chapter chapter : Chapter.ALL) {
            for (Block block : chapter.blocks()) {
                boolean isChosen = ids.contains(block.id());
                choices.add(new Choice(chapter.id(), block.id(), isChosen));
                if (isChosen) {
                    blocks.add(drawing.draw(block));
                }
            }
        }
        model.addAttribute("blocks", blocks);
        model.addAttribute("choices", choices);
        return "followup/report";
    }

    /** A block that a report may have. */
    record Choice(String chapter, String block, boolean isChosen) {}

    private OpenedRelease open(
            Viewer viewer,
            Map<String, String> asked,
            Locale locale,
            HttpServletRequest request,
            Model model,
            String page)
            throws IOException {
        OpenedRelease opened = releases.open(viewer, asked, locale);
        audit.note(request.getSession(), viewer, opened.view().head().name(), page);
        model.addAttribute("release", ReleaseText.of(opened));
        model.addAttribute("chapters", Chapter.ALL.stream().map(Chapter::id).toList());
        model.addAttribute("filters", FilterForm.of(opened));
        model.addAttribute("query", opened.filters().query());
        return opened;
    }
}
