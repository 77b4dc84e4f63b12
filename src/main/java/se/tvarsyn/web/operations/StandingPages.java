package se.tvarsyn.web.operations;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import se.tvarsyn.application.Operator;
import se.tvarsyn.application.ReleaseStanding;
import se.tvarsyn.application.RouteTree;

/** How releases stand, and the ways that deliveries go. */
@Controller
@RequestMapping("/drift")
class StandingPages {
    private final Operator operator;
    private final MessageSource messages;

    StandingPages(Operator operator, MessageSource messages) {
        this.operator = operator;
        this.messages = messages;
    }

    /**
     * A release as the page shows it.
     *
     * @param audit what the auditor counted; as the ledger has it, in English, where it cannot be read
     */
    record ReleaseRow(
            String period,
            String kind,
            String state,
            boolean isRetracted,
            String at,
            String by,
            String figures,
            String hidden,
            Said audit) {
        static ReleaseRow of(ReleaseStanding.Shown release, OperationsWords words) {
            return new ReleaseRow(
                    release.period(),
                    words.ofCode("kind", release.kind()),
                    words.of(release.isRetracted() ? "release.retracted" : "release.shown"),
                    release.isRetracted(),
                    words.at(release.at()),
                    release.by(),
                    words.number(release.figures()),
                    words.number(release.hidden()),
                    release.counted().isEmpty()
                            ? Said.told(release.audit())
                            : words.said(
                                    "release.audited",
                                    release.counted().stream()
                                            .map(count -> words.number(count))
                                            .toArray()));
        }
    }

    /**
     * An attempt that gave no release, as the page shows it.
     *
     * @param findings how many cells the auditor worked out; null where it is not what stopped it
     * @param mend what to do, or what was done with the period since
     */
    record StoppedRow(
            String period,
            String kind,
            String at,
            String by,
            String why,
            @Nullable String findings,
            String mend) {
        static StoppedRow of(ReleaseStanding.Stopped attempt, OperationsWords words) {
            return new StoppedRow(
                    attempt.period(),
                    words.ofCode("kind", attempt.kind()),
                    words.at(attempt.at()),
                    attempt.by(),
                    words.of("stopped." + attempt.reason()),
                    attempt.findings() == null ? null : words.count(attempt.findings()),
                    attempt.since().isEmpty()
                            ? words.of("stopped." + attempt.reason() + ".mend", attempt.period())
                            : words.of("stopped.since." + attempt.since()));
        }
    }

    /** @param badRows null where the test cannot be run */
    record TestRow(String test, @Nullable String badRows, String at) {}

    @GetMapping("/releases")
    String releases(Locale locale, Model model) throws IOException {
        OperationsWords words = new OperationsWords(messages, locale);
        ReleaseStanding standing = operator.releases();
        model.addAttribute(
                "releases",
                standing.releases().stream().map(r -> ReleaseRow.of(r, words)).toList());
        model.addAttribute(
                "stopped",
                standing.stopped().stream().map(s -> StoppedRow.of(s, words)).toList());
        model.addAttribute(
                "failing",
                standing.failing().stream()
                        .map(t -> new TestRow(
                                t.test(), t.badRows() == null ? null : words.count(t.badRows()), words.at(t.at())))
                        .toList());
        model.addAttribute("unloaded", String.join(", ", standing.unloaded()));
        model.addAttribute(
                "areSomeRetracted", standing.releases().stream().anyMatch(ReleaseStanding.Shown::isRetracted));
        model.addAttribute("areTestsDue", standing.areTestsDue());
        model.addAttribute("isRefreshOlder", standing.isRefreshOlder());
        model.addAttribute("isRefreshed", standing.refreshedAt() != null);
        model.addAttribute("refreshedAt", words.atOrNone(standing.refreshedAt()));
        model.addAttribute("loadedAt", words.atOrNone(standing.loadedAt()));
        return "operations/releases";
    }

    /**
     * A route as the page shows it.
     *
     * @param feeds those that go in by it, of a template
     */
    record RouteText(String id, String file, String description, List<StepText> steps, List<String> feeds) {
        RouteText {
            steps = List.copyOf(steps);
            feeds = List.copyOf(feeds);
        }
    }

    /**
     * A step, and what is done within it.
     *
     * @param code name of the step or route; "" where the word says all
     */
    record StepText(String word, String code, String kind, List<StepText> steps) {
        StepText {
            steps = List.copyOf(steps);
        }
    }

    @GetMapping("/routes")
    String routes(Locale locale, Model model) {
        OperationsWords words = new OperationsWords(messages, locale);
        List<RouteTree> routes = operator.routes();
        model.addAttribute(
                "templates",
                routes.stream()
                        .filter(RouteTree::isTemplate)
                        .map(route -> text(route, routes, words))
                        .toList());
        List<String> way = RouteTree.inOrder(routes);
        model.addAttribute(
                "routes",
                routes.stream()
                        .filter(route -> !route.isTemplate() && route.template().isEmpty())
                        .sorted(Comparator.comparing(route -> way.indexOf(route.id())))
                        .map(route -> text(route, routes, words))
                        .toList());
        return "operations/routes";
    }

    private static RouteText text(RouteTree route, List<RouteTree> all, OperationsWords words) {
        return new RouteText(
                route.id(),
                route.file(),
                route.description(),
                steps(route.steps(), route.isTemplate(), words),
                all.stream()
                        .filter(other -> route.isTemplate() && other.template().equals(route.id()))
                        .map(RouteTree::id)
                        .sorted()
                        .toList());
    }

    private static List<StepText> steps(List<RouteTree.Step> steps, boolean isWayIn, OperationsWords words) {
        return steps.stream()
                .map(step -> new StepText(
                        word(step, isWayIn, words),
                        step.word(),
                        step.kind().name().toLowerCase(Locale.ROOT),
                        steps(step.steps(), isWayIn, words)))
                .toList();
    }

    /** @param isWayIn where what is taken one by one are deliveries; else blocks of one */
    private static String word(RouteTree.Step step, boolean isWayIn, OperationsWords words) {
        return switch (step.kind()) {
            case CALL -> words.ofCode("route.call", step.word());
            case ROUTE -> words.of("route.route");
            case OUTSIDE -> words.of("route.outside");
            case EACH -> words.of(isWayIn ? "route.each-delivery" : "route.each");
            case ATTEMPT -> words.of("route.attempt");
            case FAILURE -> words.of("route.failure");
        };
    }
}
