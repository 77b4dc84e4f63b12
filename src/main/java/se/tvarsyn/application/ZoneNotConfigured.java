package se.tvarsyn.application;

/** The way between two zones is not, or wrongly, named in {@code tvarsyn.yaml}. Quotes no value. */
public final class ZoneNotConfigured extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ZoneNotConfigured(String message) {
        super(message);
    }
}
