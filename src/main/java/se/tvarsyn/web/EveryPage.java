package se.tvarsyn.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

/** Gives every page its frame, and turns what stopped one into a page that says so. */
@ControllerAdvice
class EveryPage {
    private final List<Section> sections;
    private final Viewers viewers;
    private final Language language;
    private final TrialNote trial;

    EveryPage(List<Section> sections, Viewers viewers, Language language, TrialNote trial) {
        this.trial = trial;
        this.sections = sections;
        this.viewers = viewers;
        this.language = language;
    }

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request) {
        Viewer viewer = viewer();
        String here = request.getRequestURI();
        String of = language.resolveLocale(request).getLanguage();
        String other = of.equals("sv") ? "en" : "sv";
        String theme = Language.theme(request);
        return new Frame(
                of,
                theme,
                sections.stream()
                        .filter(section -> viewer != null && viewer.isOneOf(section.roles()))
                        .map(section -> new Frame.Entry(
                                section.path(), section.word(), (here + "/").startsWith(section.path() + "/")))
                        .toList(),
                viewer == null ? null : viewer.name(),
                other,
                link(request, Language.LANGUAGE, other),
                List.of("auto", "light", "dark").stream()
                        .map(each -> new Frame.ThemeLink(each, link(request, Language.THEME, each), each.equals(theme)))
                        .toList(),
                !trial.feeds().isEmpty());
    }

    /** Who looks; absent on the pages that everybody sees. */
    @ModelAttribute("viewer")
    @Nullable
    Viewer viewer() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return viewers.of(authentication).orElse(null);
    }

    /** The same page with one thing else; of an error page, the start. */
    private static String link(HttpServletRequest request, String what, String chosen) {
        boolean isError = request.getAttribute("jakarta.servlet.error.status_code") != null;
        return UriComponentsBuilder.fromPath(isError ? "/" : request.getRequestURI())
                .query(isError || request.getQueryString() == null ? "" : request.getQueryString())
                .replaceQueryParam(what, chosen)
                .build()
                .toUriString();
    }

    @ExceptionHandler(NoSuchPage.class)
    String noSuchPage(Model model, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return told(model, request, "error.none");
    }

    @ExceptionHandler(FiguresUnavailable.class)
    String unavailable(FiguresUnavailable e, Model model, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader("Retry-After", "10");
        return told(model, request, e.word());
    }

    /** Attributes of the model are not made anew for what an exception is told with. */
    private String told(Model model, HttpServletRequest request, String word) {
        model.addAttribute("frame", frame(request));
        model.addAttribute("word", word);
        return "told";
    }
}
