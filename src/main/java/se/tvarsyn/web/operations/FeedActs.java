package se.tvarsyn.web.operations;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import se.tvarsyn.application.Operator;
import se.tvarsyn.web.ActAudit;
import se.tvarsyn.web.NoSuchPage;
import se.tvarsyn.web.Viewer;

/** What an operator does with a feed. Runs are lined up; the page after says so, and a later look how it went. */
@Controller
@RequestMapping("/drift/feed/{feed}")
class FeedActs {
    private static final String BACK = "redirect:/drift";

    private final Operator operator;
    private final AskedActs asked;
    private final ActAudit audit;
    private final MessageSource messages;

    FeedActs(Operator operator, AskedActs asked, ActAudit audit, MessageSource messages) {
        this.operator = operator;
        this.asked = asked;
        this.audit = audit;
        this.messages = messages;
    }

    /** Only a feed with a source can be run, and so paused. */
    private void needSource(String feed) throws IOException {
        if (operator.feeds().stream().noneMatch(f -> f.feed().equals(feed) && f.hasSource())) {
            throw new NoSuchPage();
        }
    }

    private String told(RedirectAttributes next, Locale locale, String key, Object... arguments) {
        next.addFlashAttribute("told", messages.getMessage(key, arguments, locale));
        return BACK;
    }

    @PostMapping("/run")
    String run(
            @PathVariable("feed") String feed,
            @ModelAttribute("viewer") Viewer viewer,
            Locale locale,
            RedirectAttributes next)
            throws IOException {
        needSource(feed);
        audit.note(viewer, "feed-run", Map.of("feed", feed));
        asked.add("run", feed, viewer.name(), operator.runNow(feed));
        return told(next, locale, "told.lined-up", feed);
    }

    @PostMapping("/backfill")
    String backfill(
            @PathVariable("feed") String feed,
            @RequestParam("from") String from,
            @RequestParam("to") String to,
            @ModelAttribute("viewer") Viewer viewer,
            Locale locale,
            RedirectAttributes next)
            throws IOException {
        needSource(feed);
        LocalDate first;
        LocalDate last;
        try {
            first = LocalDate.parse(from);
            last = LocalDate.parse(to);
        } catch (DateTimeParseException e) {
            return told(next, locale, "told.no-window");
        }
        if (last.isBefore(first)) {
            return told(next, locale, "told.no-window");
        }
        audit.note(viewer, "feed-backfill", Map.of("feed", feed, "from", first.toString(), "to", last.toString()));
        asked.add("backfill", feed, viewer.name(), operator.backfill(feed, first, last));
        return told(next, locale, "told.lined-up", feed);
    }

    @PostMapping("/pause")
    String pause(
            @PathVariable("feed") String feed,
            @ModelAttribute("viewer") Viewer viewer,
            Locale locale,
            RedirectAttributes next)
            throws IOException {
        needSource(feed);
        audit.note(viewer, "feed-pause", Map.of("feed", feed));
        operator.pause(feed, viewer.name());
        return told(next, locale, "told.paused", feed);
    }

    @PostMapping("/resume")
    String resume(
            @PathVariable("feed") String feed,
            @ModelAttribute("viewer") Viewer viewer,
            Locale locale,
            RedirectAttributes next)
            throws IOException {
        needSource(feed);
        audit.note(viewer, "feed-resume", Map.of("feed", feed));
        operator.resume(feed);
        return told(next, locale, "told.resumed", feed);
    }
}
