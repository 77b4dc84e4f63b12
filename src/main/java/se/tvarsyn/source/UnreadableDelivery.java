package se.tvarsyn.source;

import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.canonical.Rejection;

/** A delivery that holds nothing that can be read: empty, wrong delimiter, a missing column. Nothing of it is loaded. */
public final class UnreadableDelivery extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection problem;

    public UnreadableDelivery(Rejection problem) {
        // A sender may name a file after a person, and a message is logged by whoever catches it.
        super(DocumentNames.safe(problem).message());
        this.problem = problem;
    }

    public Rejection problem() {
        return problem;
    }
}
