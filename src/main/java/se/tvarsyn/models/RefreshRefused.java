package se.tvarsyn.models;

/** Models or cubes were not made, and the earlier ones stand. The message names what stopped it, and the mend. */
public final class RefreshRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefreshRefused(String message) {
        super(message);
    }
}
