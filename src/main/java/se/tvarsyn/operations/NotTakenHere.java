package se.tvarsyn.operations;

/** A proven batch that does not fit what this home has already. Says what and the mend; nothing of it was loaded. */
public final class NotTakenHere extends Exception {
    private static final long serialVersionUID = 1L;

    NotTakenHere(String whatAndMend) {
        super(whatAndMend, null, false, false);
    }
}
