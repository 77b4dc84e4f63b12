package se.tvarsyn.web.operations;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import se.tvarsyn.application.Erasures;
import se.tvarsyn.application.Operator;
import se.tvarsyn.operations.ShownRejections;
import se.tvarsyn.web.ActAudit;
import se.tvarsyn.web.NoSuchPage;
import se.tvarsyn.web.Viewer;

/** Rejected records by the rule that they broke: retried, or discarded after a second question. Never a record itself. */
@Controller
@RequestMapping("/drift/quarantine")
class RejectedPages {
    private static final int MOST = 50;
    private static final String BACK = "redirect:/drift/quarantine";

    private final Operator operator;
    private final AskedActs asked;
    private final ActAudit audit;
    private final MessageSource messages;

    RejectedPages(Operator operator, AskedActs asked, ActAudit audit, MessageSource messages) {
        this.operator = operator;
        this.asked = asked;
        this.audit = audit;
        this.messages = messages;
    }

    @GetMapping
    String rejected(@ModelAttribute("viewer") Viewer viewer, Locale locale, Model model) throws IOException {
        OperationsWords words = new OperationsWords(messages, locale);
        Map<Boolean, List<ShownRejections>> all = operator.rejected().stream()
                .collect(Collectors.partitioningBy(r -> !r.open().isNone()));
        show("open", all.getOrDefault(true, List.of()), words, model);
        show("done", all.getOrDefault(false, List.of()), words, model);
        model.addAttribute("asked", asked.all(locale));
        FeedPages.mayAct(viewer, model);
        return "operations/rejected";
    }

    /** The newest; of the others how many they are. A command lists them all. */
    private static void show(String name, List<ShownRejections> all, OperationsWords words, Model model) {
        model.addAttribute(
                name,
                all.stream().limit(MOST).map(r -> RejectedText.of(r, words)).toList());
        model.addAttribute(name + "More", Math.max(0, all.size() - MOST));
    }

    /** @throws NoSuchPage where nothing of it is in the quarantine */
    private ShownRejections find(String feed, String delivery, String reason) throws IOException {
        UUID id = FeedPages.id(delivery);
        return operator.rejected().stream()
                .filter(r -> r.feed().equals(feed)
                        && r.delivery().equals(id)
                        && r.reason().equals(reason))
                .findFirst()
                .orElseThrow(NoSuchPage::new);
    }

    private static Map<String, String> facts(ShownRejections rejected) {
        return Map.of("feed", rejected.feed(), "delivery", rejected.delivery().toString(), "reason", rejected.reason());
    }

    @PostMapping("/retry")
    String retry(
            @RequestParam("feed") String feed,
            @RequestParam("delivery") String delivery,
            @RequestParam("reason") String reason,
            @ModelAttribute("viewer") Viewer viewer,
            Locale locale,
            RedirectAttributes next)
            throws IOException {
        ShownRejections meant = find(feed, delivery, reason);
        audit.note(viewer, "quarantine-retry", facts(meant));
        asked.add("retry", feed, viewer.name(), operator.retry(meant.feed(), meant.delivery(), meant.reason()));
        next.addFlashAttribute("told", messages.getMessage("told.lined-up", new Object[] {feed}, locale));
        return BACK;
    }

    @GetMapping("/discard")
    String ask(
            @RequestParam("feed") String feed,
            @RequestParam("delivery") String delivery,
            @RequestParam("reason") String reason,
            @ModelAttribute("viewer") Viewer viewer,
            Locale locale,
            Model model)
            throws IOException {
        if (!viewer.isOneOf(OperationsWiring.SECTION.actors())) {
            throw new NoSuchPage();
        }
        ShownRejections meant = find(feed, delivery, reason);
        model.addAttribute("meant", RejectedText.of(meant, new OperationsWords(messages, locale)));
        model.addAttribute("needsProof", operator.needsProof());
        model.addAttribute("name", viewer.name());
        return "operations/discard";
    }

    /**
     * Destroys what a rule rejected.
     *
     * @param principal who discards, where the home knows principals
     * @param secret theirs; goes into the proof and nowhere else
     */
    @PostMapping("/discard")
    String discard(
            @RequestParam("feed") String feed,
            @RequestParam("delivery") String delivery,
            @RequestParam("reason") String reason,
            @RequestParam(name = "principal", required = false) @Nullable String principal,
            @RequestParam(name = "secret", required = false) @Nullable String secret,
            @ModelAttribute("viewer") Viewer viewer,
            Locale locale,
            RedirectAttributes next)
            throws IOException {
        ShownRejections meant = find(feed, delivery, reason);
        String by = operator.needsProof() && principal != null ? principal : viewer.name();
        Optional<Erasures.Actor> actor = operator.actor(by, secret);
        if (actor.isEmpty()) {
            audit.note(viewer, "quarantine-discard-refused", facts(meant));
            next.addFlashAttribute("told", messages.getMessage("told.not-proven", null, locale));
            next.addAttribute("feed", meant.feed());
            next.addAttribute("delivery", meant.delivery());
            next.addAttribute("reason", meant.reason());
            return BACK + "/discard";
        }
        audit.note(viewer, "quarantine-discard-asked", facts(meant));
        asked.add(
                "discard",
                feed,
                viewer.name(),
                operator.discard(meant.feed(), meant.delivery(), meant.reason(), actor.get()));
        next.addFlashAttribute("told", messages.getMessage("told.lined-up", new Object[] {feed}, locale));
        return BACK;
    }
}
