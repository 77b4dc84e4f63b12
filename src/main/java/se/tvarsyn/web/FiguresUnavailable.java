package se.tvarsyn.web;

/** Releases cannot be read just now. What is told is a key of {@code web/messages}. */
public final class FiguresUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String word;

    FiguresUnavailable(String word) {
        super("released figures cannot be read: " + word);
        this.word = word;
    }

    String word() {
        return word;
    }
}
