package se.tvarsyn.web.followup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.OwnText;
import se.tvarsyn.web.ReleaseHead;

/**
 * What a page says of the release that it shows.
 *
 * @param method and caveats as the release has them: in Swedish where it has no English
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
        OwnText method,
        List<OwnText> caveats,
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
                words.told(head.method(), head.methodEn()),
                caveats(head, words),
                SourceText.summary(opened),
                SourceText.areFresh(opened),
                limit(opened));
    }

    /** All in one language: the two lists need not be of the same length. */
    private static List<OwnText> caveats(ReleaseHead head, Words words) {
        return words.isSwedish() || head.caveatsEn().isEmpty()
                ? head.caveats().stream().map(c -> new OwnText(c, "sv")).toList()
                : head.caveatsEn().stream().map(c -> new OwnText(c, "en")).toList();
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
