package se.tvarsyn.warehouse;

/** A login that is to read releases may do more than that. The message names the rights, and the mend, a line each. */
public final class RightsTooWide extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RightsTooWide(String message) {
        super(message);
    }
}
