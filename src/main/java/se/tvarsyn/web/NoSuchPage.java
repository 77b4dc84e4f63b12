package se.tvarsyn.web;

/** The address names no page, or nothing that this viewer may see: the two look alike to them. */
public final class NoSuchPage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchPage() {
        super("no such page");
    }
}
