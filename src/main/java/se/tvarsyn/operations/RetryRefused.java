package se.tvarsyn.operations;

/** A delivery's rejected records cannot be judged by themselves; says why, and the mend. */
public final class RetryRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RetryRefused(String message) {
        super(message);
    }
}
