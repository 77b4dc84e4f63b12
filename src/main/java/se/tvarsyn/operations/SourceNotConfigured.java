package se.tvarsyn.operations;

/** A feed's source is not, or wrongly, named in {@code tvarsyn.yaml}. */
public final class SourceNotConfigured extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceNotConfigured(String message) {
        super(message);
    }
}
