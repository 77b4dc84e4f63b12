package se.tvarsyn.web.followup;

/**
 * A text that a release may have in one language only.
 *
 * @param language that it is in, {@code sv} or {@code en}: a screen reader reads Swedish aloud as Swedish
 */
record OwnText(String text, String language) {}
