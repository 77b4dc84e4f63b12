package se.tvarsyn.web.followup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.ReleaseHead;

/**
 * What a page says of the release that it shows.
 *
 * @param method and caveats in Swedish, as the release has them
 * @param sources how the sources stood, in one sentence; null where the release does not tell
 * @param areSourcesFresh whether none is late or never came
 * @param limit what part the viewer sees; null = all
 */
record ReleaseText(
        String name,
        String period,
        String releasedAt,
        String figures,
        String hidden,
        String method,
        List<String> caveats,
        @Nullable String sources,
        boolean areSourcesFresh,
        @Nullable String limit) {
    ReleaseText {
        caveats = List.copyOf(caveats);
    }

    static ReleaseText of(OpenedRelease opened) {
        ReleaseHead head = opened.view().head();
        Words words = opened.words();
        return new ReleaseText(
                head.name(),
                opened.period(),
                words.at(head.at()),
                words.number(Long.toString(head.figures())),
                words.number(Long.toString(head.hidden())),
                head.method(),
                head.caveats(),
                SourceText.summary(opened),
                SourceText.areFresh(opened),
                limit(opened));
    }

    private static @Nullable String limit(OpenedRelease opened) {
        Words words = opened.words();
        if (!opened.view().limit().units().isEmpty()) {
            return words.of(opened.view().areTotalsOpen() ? "limit.units" : "limit.units.alone");
        }
        String district = opened.view().limit().district();
        return district == null
                ? null
                : words.of(opened.view().areTotalsOpen() ? "limit.district" : "limit.district.alone", district);
    }
}
