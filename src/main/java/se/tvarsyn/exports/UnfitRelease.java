package se.tvarsyn.exports;

/** Figures and sheet do not belong together, or a figure gives a hidden one away. Says where by ids, and no value. */
public final class UnfitRelease extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitRelease(String what) {
        super(what);
    }
}
