package se.tvarsyn.pseudonymization;

/** A key that is missing, weak, another than the configuration names, or made for another kind of home. Nothing is loaded. */
public final class WrongKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message domain, version, what is wrong, and the mend; never a key */
    public WrongKey(String message) {
        super(message);
    }
}
