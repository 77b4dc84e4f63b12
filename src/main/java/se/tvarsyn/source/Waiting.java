package se.tvarsyn.source;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Time and chance as the transport sees them. Tests give others, so that nothing sleeps and jitter has bounds to check.
 *
 * @param clock for Retry-After, tokens, rate and breaker
 * @param pause how to wait
 * @param chance for the jitter
 */
record Waiting(Clock clock, Pause pause, RandomGenerator chance) {
    /** The longest single wait; a source that asks for more rest ends the call. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(30);

    @FunctionalInterface
    interface Pause {
        void sleep(Duration length) throws InterruptedException;
    }

    static Waiting real(Clock clock) {
        return new Waiting(clock, length -> Thread.sleep(length.toMillis()), RandomGenerator.getDefault());
    }

    /**
     * Exponential with full jitter: any length from nothing to 1 s after the first failed try, 2 s after the second, at
     * most 30 s. Clients that failed together do not come back together.
     *
     * @param failedTries from 1
     */
    Duration backoff(int failedTries) {
        long bound = Math.min(MOST.toMillis(), FIRST.toMillis() << Math.min(failedTries - 1, 20));
        return Duration.ofMillis(chance.nextLong(bound + 1));
    }
}
