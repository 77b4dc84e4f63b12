package se.tvarsyn.cli;

/** How cells of a table are set. */
final class Shown {
    private Shown() {}

    static String padRight(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    static String padded(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }
}
