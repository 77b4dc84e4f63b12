package se.tvarsyn.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;

/** Language and colours, chosen by {@code ?lang=} and {@code ?theme=} and kept in cookies that say nothing else. */
final class Language implements LocaleResolver, HandlerInterceptor {
    static final String LANGUAGE = "lang";
    static final String THEME = "theme";
    private static final List<String> LANGUAGES = List.of("sv", "en");
    private static final List<String> THEMES = List.of("auto", "light", "dark");
    private static final String COOKIE = "tvarsyn-";
    private static final int YEAR_SECONDS = 365 * 24 * 3600;

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return Locale.forLanguageTag(chosen(request, LANGUAGE, LANGUAGES));
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is chosen by ?lang=");
    }

    static String theme(HttpServletRequest request) {
        return chosen(request, THEME, THEMES);
    }

    /** What the address asks for, else what was asked for before, else the first. */
    private static String chosen(HttpServletRequest request, String what, List<String> allowed) {
        String asked = request.getParameter(what);
        if (asked != null && allowed.contains(asked)) {
            return asked;
        }
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(COOKIE + what) && allowed.contains(cookie.getValue())) {
                return cookie.getValue();
            }
        }
        return allowed.get(0);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        keep(request, response, LANGUAGE, LANGUAGES);
        keep(request, response, THEME, THEMES);
        return true;
    }

    private static void keep(
            HttpServletRequest request, HttpServletResponse response, String what, List<String> allowed) {
        String asked = request.getParameter(what);
        if (asked != null && allowed.contains(asked)) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(COOKIE + what, asked)
                            .path("/")
                            .maxAge(YEAR_SECONDS)
                            .httpOnly(true)
                            .secure(request.isSecure())
                            .sameSite("Strict")
                            .build()
                            .toString());
        }
    }
}
