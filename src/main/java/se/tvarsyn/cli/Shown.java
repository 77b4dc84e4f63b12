package se.tvarsyn.cli;

/** How small counts of persons are shown outside {@code ops} (MODEL.md, Counts). */
final class Shown {
    private Shown() {}

    /** 0, {@code 1–9}, or rounded to 10: an exact number of protected persons is itself sensitive. */
    static String rounded(long count) {
        if (count == 0) {
            return "0";
        }
        return count < 10 ? "1–9" : Long.toString((count + 5) / 10 * 10);
    }

    static String padded(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }
}
