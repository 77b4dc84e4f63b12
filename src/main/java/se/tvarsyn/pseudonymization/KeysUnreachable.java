package se.tvarsyn.pseudonymization;

/** The place of the keys does not answer, or lets nobody in. Nothing is loaded; the same command may succeed later. */
public final class KeysUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the place, what is wrong, and the mend; never a token or a key */
    public KeysUnreachable(String message) {
        super(message);
    }
}
