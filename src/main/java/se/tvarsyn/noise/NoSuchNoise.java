package se.tvarsyn.noise;

/** No noise has the shape that was asked for. The message names the count at which it fails, and the mend. */
public final class NoSuchNoise extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchNoise(String message) {
        super(message);
    }
}
