package se.tvarsyn.source;

import se.tvarsyn.canonical.Rejection;

/**
 * A page breaks off or is garbled; what was read whole before stays good. Built from position only: the parser's own
 * exception quotes the text around the break, so it is neither chained nor printed.
 */
final class BrokenPage extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection problem;

    BrokenPage(Rejection problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Rejection problem() {
        return problem;
    }
}
