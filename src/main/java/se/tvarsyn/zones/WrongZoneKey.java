package se.tvarsyn.zones;

/** A zone's key pair is missing, damaged, or there already. Names the file and the mend, never a key. */
public final class WrongZoneKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongZoneKey(String message) {
        super(message);
    }
}
