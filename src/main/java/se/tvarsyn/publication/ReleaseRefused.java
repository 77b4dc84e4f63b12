package se.tvarsyn.publication;

/** A release was not made, and nothing of it can be seen. */
public final class ReleaseRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is in the way, and the mend; no figure and no token */
    public ReleaseRefused(String message) {
        super(message);
    }
}
