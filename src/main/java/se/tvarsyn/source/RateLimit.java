package se.tvarsyn.source;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the requests to one source apart, evenly. Not resilience4j's limiter: that lets a whole second's requests go at
 * once, which small source systems answer with 429, and takes a clock through an internal class only.
 */
final class RateLimit {
    private final Duration apart;
    private final Waiting waiting;
    private @Nullable Instant last;

    /** @param perSecond requests in a second; 0 = no limit */
    RateLimit(int perSecond, Waiting waiting) {
        this.apart = perSecond == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(perSecond);
        this.waiting = waiting;
    }

    /** Returns when the next request may go. */
    synchronized void await() throws InterruptedException {
        if (apart.isZero()) {
            return;
        }
        Instant now = waiting.clock().instant();
        // A clock that was set back must not hold a request up for longer than the rate does.
        boolean isSoon = last != null && !now.isBefore(last) && now.isBefore(last.plus(apart));
        if (isSoon && last != null) {
            waiting.pause().sleep(Duration.between(now, last.plus(apart)));
        }
        last = waiting.clock().instant();
    }
}
