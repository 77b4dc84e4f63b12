package se.tvarsyn.rotation;

/** A campaign or a start-up check found what must not be. Nothing was exchanged; the message says the mend. */
public final class RotationStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RotationStopped(String message) {
        super(message);
    }
}
