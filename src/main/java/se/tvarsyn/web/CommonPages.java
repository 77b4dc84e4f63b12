package se.tvarsyn.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages that belong to no section: the way in, the way on, what the pages are, and what went wrong. */
@Controller
class CommonPages implements ErrorController {
    private final List<Section> sections;
    private final boolean hasOidc;

    CommonPages(List<Section> sections, ObjectProvider<OidcLogin> oidc) {
        this.sections = sections;
        this.hasOidc = oidc.getIfAvailable() != null;
    }

    /** The first section that the viewer may open. */
    @GetMapping("/")
    String start(@ModelAttribute("viewer") @Nullable Viewer viewer, Model model) {
        for (Section section : sections) {
            if (viewer != null && viewer.isOneOf(section.roles())) {
                return "redirect:" + section.path();
            }
        }
        model.addAttribute("word", "start.nothing");
        return "told";
    }

    @GetMapping(PageSecurity.LOGIN)
    String login(@RequestParam(required = false) @Nullable String error, Model model) {
        model.addAttribute("isRefused", error != null);
        model.addAttribute("hasOidc", hasOidc);
        return "login";
    }

    @GetMapping("/om")
    String about() {
        return "about";
    }

    /** Says the kind of what went wrong, and nothing of what a library said about it. */
    @RequestMapping("/error")
    String error(HttpServletRequest request, Model model) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        boolean isOurs = status instanceof Integer code && code >= 500;
        model.addAttribute("word", isOurs ? "error.ours" : "error.none");
        return "told";
    }
}
