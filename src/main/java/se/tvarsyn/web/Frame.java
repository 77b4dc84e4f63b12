package se.tvarsyn.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param entries of the navigation, those that the viewer may open
 * @param viewer name of who is logged in; null = nobody
 * @param otherLanguage sv or en: the one that the switch leads to
 * @param languageLink the same page in it
 * @param themeLinks the same page in other colours
 * @param isTrial whether a legal basis is a trial entry
 */
public record Frame(
        String language,
        String theme,
        List<Entry> entries,
        @Nullable String viewer,
        String otherLanguage,
        String languageLink,
        List<ThemeLink> themeLinks,
        boolean isTrial) {
    public Frame {
        entries = List.copyOf(entries);
        themeLinks = List.copyOf(themeLinks);
    }

    /** @param isHere whether the page is in it */
    public record Entry(String path, String word, boolean isHere) {}

    /** @param isChosen whether the page has it now */
    public record ThemeLink(String theme, String link, boolean isChosen) {}
}
