package se.tvarsyn.web;

/**
 * A text of ours that may be there in Swedish only.
 *
 * @param language that it is in, {@code sv} or {@code en}: a screen reader reads Swedish aloud as Swedish
 */
public record OwnText(String text, String language) {
    /**
     * In the reader's language, or in Swedish where there is no English.
     *
     * @param en empty where there is none
     */
    public static OwnText of(boolean isSwedish, String sv, String en) {
        return isSwedish || en.isEmpty() ? new OwnText(sv, "sv") : new OwnText(en, "en");
    }
}
