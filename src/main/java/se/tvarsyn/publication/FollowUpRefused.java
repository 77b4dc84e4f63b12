package se.tvarsyn.publication;

/** The follow-up was not made, and the earlier one stands. The message names what stopped it, and the mend. */
public final class FollowUpRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FollowUpRefused(String message) {
        super(message);
    }
}
