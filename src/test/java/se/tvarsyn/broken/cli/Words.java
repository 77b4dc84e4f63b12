package se.tvarsyn.broken.cli;

/** Words of a command line. */
public final class Words {
    private Words() {}

    public static String of() {
        return "";
    }
}
