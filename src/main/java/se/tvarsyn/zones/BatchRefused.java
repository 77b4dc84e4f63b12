package se.tvarsyn.zones;

/**
 * A file is no batch that may be loaded here; nothing of it was. Says what and the mend, and nothing of its content. The
 * caller adds the file's name.
 */
public final class BatchRefused extends Exception {
    private static final long serialVersionUID = 1L;

    BatchRefused(String what, String mend) {
        super(what + "; " + mend, null, false, false);
    }
}
