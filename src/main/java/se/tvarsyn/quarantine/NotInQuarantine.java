package se.tvarsyn.quarantine;

/** There is no such record, its payload is gone, or it does not open with this home's key. */
public final class NotInQuarantine extends Exception {
    private static final long serialVersionUID = 1L;

    NotInQuarantine(String message) {
        super(message);
    }
}
