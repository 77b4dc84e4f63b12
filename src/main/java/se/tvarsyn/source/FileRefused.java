package se.tvarsyn.source;

/**
 * One file cannot be taken, or not be put away; its neighbours can. Says what and the mend, never a file's name or the
 * words of a server or the operating system, which quote it; so no cause is chained either.
 */
final class FileRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean isPassing;

    private FileRefused(String what, String mend, boolean isPassing) {
        super(what + "; " + mend, null, false, false);
        this.isPassing = isPassing;
    }

    /** Somebody has to do something. */
    static FileRefused because(String what, String mend) {
        return new FileRefused(what, mend, false);
    }

    /** Nobody has to do anything: a later run takes it. */
    static FileRefused forNow(String what) {
        return new FileRefused(what, "a later run takes it", true);
    }

    boolean isPassing() {
        return isPassing;
    }
}
