package se.tvarsyn.source;

import org.jspecify.annotations.Nullable;

/**
 * A source system could not be pulled; nothing of the pull is loaded (exit code 3). Says which feed and endpoint, never
 * the address with its query, the answer's body, a header or a token: Lifecare's key is part of the query. For the same
 * reason no cause is chained.
 */
public final class SourceUnreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String feed;
    private final String endpoint;
    private final @Nullable Integer status;
    private final String mend;

    SourceUnreachable(String feed, String endpoint, @Nullable Integer status, String what, String mend) {
        super(feed + ": " + endpoint + ": " + what + "; " + mend);
        this.feed = feed;
        this.endpoint = endpoint;
        this.status = status;
        this.mend = mend;
    }

    public String feed() {
        return feed;
    }

    public String endpoint() {
        return endpoint;
    }

    /** HTTP status, null where there was no answer. */
    public @Nullable Integer status() {
        return status;
    }

    public String mend() {
        return mend;
    }
}
