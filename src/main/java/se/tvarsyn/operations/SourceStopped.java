package se.tvarsyn.operations;

import se.tvarsyn.source.SourceUnreachable;

/** A source that cannot be reached any more, where the chain asks it for the next delivery and can take no checked word. */
public final class SourceStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceStopped(SourceUnreachable cause) {
        super(cause.getMessage(), cause);
    }
}
