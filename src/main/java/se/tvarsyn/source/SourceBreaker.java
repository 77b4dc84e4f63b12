package se.tvarsyn.source;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Leaves a source alone that is down. Opens after five calls in a row that failed with all their tries, for a minute;
 * then one call tries whether the source is back. A refusal (4xx) neither opens nor closes it: the source is there, the
 * question is at fault. Lives as long as the connection, so within a process.
 */
final class SourceBreaker {
    private static final int FAILED_CALLS = 5;
    private static final Duration OPEN = Duration.ofMinutes(1);

    private final CircuitBreaker breaker;

    SourceBreaker(String feed, Clock clock) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindow(FAILED_CALLS, FAILED_CALLS, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(OPEN)
                .writableStackTraceEnabled(false)
                .clock(clock)
                .build();
        breaker = CircuitBreaker.of(feed, config);
    }

    /** Every call that was admitted ends with {@link #answered}, {@link #failed} or {@link #neither}. */
    void admit(SourceQuestion question) throws SourceUnreachable {
        if (!breaker.tryAcquirePermission()) {
            throw question.failure(
                    null,
                    "was not asked: the last " + FAILED_CALLS
                            + " calls to this source failed, and it is left alone for " + OPEN.toSeconds() + " s",
                    "see why the calls before this one failed, then run again");
        }
    }

    // No durations are given: a pull's page may take minutes, and slow is not down.

    void answered() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void failed(PassingFailure last) {
        breaker.onError(0, TimeUnit.NANOSECONDS, last);
    }

    void neither() {
        breaker.releasePermission();
    }
}
