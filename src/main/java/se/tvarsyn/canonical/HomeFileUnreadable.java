package se.tvarsyn.canonical;

/**
 * A file of the home that must be whole does not open, or does not fit the others. Going on without it would leak or lose;
 * the message names the file and the mend, and nothing of its content.
 */
public final class HomeFileUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HomeFileUnreadable(Object file, String problem) {
        super(file + ": " + problem);
    }
}
