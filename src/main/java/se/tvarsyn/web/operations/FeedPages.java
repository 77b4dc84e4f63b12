package se.tvarsyn.web.operations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import se.tvarsyn.application.Operator;
import se.tvarsyn.operations.DeliveryStory;
import se.tvarsyn.operations.FeedState;
import se.tvarsyn.operations.ShownDelivery;
import se.tvarsyn.operations.ShownRejections;
import se.tvarsyn.web.NoSuchPage;
import se.tvarsyn.web.Viewer;

/** The table of feeds, a feed with its deliveries and runs, and a delivery's story. */
@Controller
@RequestMapping("/drift")
class FeedPages {
    private static final int DELIVERIES = 30;
    private static final int RUNS = 10;
    private static final int RETRIES = 20;

    private final Operator operator;
    private final AskedActs asked;
    private final MessageSource messages;

    FeedPages(Operator operator, AskedActs asked, MessageSource messages) {
        this.operator = operator;
        this.asked = asked;
        this.messages = messages;
    }

    @GetMapping
    String feeds(@ModelAttribute("viewer") Viewer viewer, Locale locale, Model model) throws IOException {
        OperationsWords words = new OperationsWords(messages, locale);
        Set<String> rejecting = rejecting();
        List<FeedRow> rows = new ArrayList<>();
        for (FeedState feed : operator.feeds()) {
            rows.add(row(feed, rejecting, words));
        }
        // What needs somebody stands first; the order within is that of the names.
        rows.sort(Comparator.comparing(row -> !row.needsSomebody()));
        List<String> needing =
                rows.stream().filter(FeedRow::needsSomebody).map(FeedRow::feed).toList();
        model.addAttribute("attention", attention(needing, words));
        model.addAttribute("isCalm", needing.isEmpty());
        model.addAttribute("used", rows.stream().filter(FeedRow::isUsed).toList());
        model.addAttribute(
                "unused",
                rows.stream().filter(row -> !row.isUsed()).map(FeedRow::feed).toList());
        model.addAttribute("asked", asked.all(locale));
        model.addAttribute("now", words.at(operator.now()));
        mayAct(viewer, model);
        return "operations/feeds";
    }

    static void mayAct(Viewer viewer, Model model) {
        model.addAttribute("mayAct", viewer.isOneOf(OperationsWiring.SECTION.actors()));
    }

    private static String attention(List<String> needing, OperationsWords words) {
        String names = String.join(", ", needing);
        return switch (needing.size()) {
            case 0 -> words.of("attention.none");
            case 1 -> words.of("attention.one", names);
            default -> words.of("attention.many", words.spelled(needing.size()), names);
        };
    }

    /** Feeds whose rejected records wait for somebody. */
    private Set<String> rejecting() throws IOException {
        return operator.rejected().stream()
                .filter(r -> !r.open().isNone())
                .map(ShownRejections::feed)
                .collect(Collectors.toSet());
    }

    private FeedRow row(FeedState feed, Set<String> rejecting, OperationsWords words) {
        return FeedRow.of(
                feed, rejecting.contains(feed.feed()), feed.hasSource() && operator.isPulled(feed.feed()), words);
    }

    @GetMapping("/feed/{feed}")
    String feed(@PathVariable("feed") String name, @ModelAttribute("viewer") Viewer viewer, Locale locale, Model model)
            throws IOException {
        OperationsWords words = new OperationsWords(messages, locale);
        FeedState feed = operator.feeds().stream()
                .filter(f -> f.feed().equals(name))
                .findFirst()
                .orElseThrow(NoSuchPage::new);
        model.addAttribute("row", row(feed, rejecting(), words));
        model.addAttribute("columns", DeliveryText.COUNTS);
        model.addAttribute(
                "deliveries",
                operator.deliveries(name, DELIVERIES).stream()
                        .map(d -> DeliveryText.of(d, words))
                        .toList());
        model.addAttribute(
                "runs",
                operator.log(name).stream()
                        .limit(RUNS)
                        .map(run -> RunText.of(run, words))
                        .toList());
        mayAct(viewer, model);
        return "operations/feed";
    }

    @GetMapping("/delivery/{id}")
    String delivery(@PathVariable("id") String id, Locale locale, Model model) {
        OperationsWords words = new OperationsWords(messages, locale);
        DeliveryStory story = operator.story(id(id)).orElseThrow(NoSuchPage::new);
        List<ShownDelivery> retries = story.retries().stream()
                .limit(RETRIES)
                .flatMap(retry -> operator.story(retry).stream())
                .map(DeliveryStory::delivery)
                .toList();
        model.addAttribute("story", StoryText.of(story, retries, words));
        model.addAttribute("columns", DeliveryText.COUNTS);
        return "operations/delivery";
    }

    /** @throws NoSuchPage where it is none */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NoSuchPage();
        }
    }
}
