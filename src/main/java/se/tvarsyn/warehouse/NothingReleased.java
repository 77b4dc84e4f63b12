package se.tvarsyn.warehouse;

/** The server of releases answers, and has never shown one. The message names the server, and the mend. */
public final class NothingReleased extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingReleased(String message) {
        super(message);
    }
}
