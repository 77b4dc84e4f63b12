package se.tvarsyn.cli;

/** What the program ends with (MODEL.md, Exit codes). */
final class ExitCodes {
    static final int DONE = 0;
    static final int PROBLEMS = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int INTERNAL = 70;

    private ExitCodes() {}

    /** With several deliveries the highest of 3, 1, 0; an internal error goes before all. */
    static int worst(int a, int b) {
        return Math.max(a, b);
    }
}
