package se.tvarsyn.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How many errors each analyst has had. What hides a row can be asked about through errors, so they are as few as in
 * warehouse/access/04_quotas.sql. Counted here, for the engine knows one user only and forgets its count at every start.
 */
final class QueryErrors {
    static final int IN_AN_HOUR = 20;
    static final int IN_A_DAY = 60;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Clock clock;
    private final Map<String, Deque<Instant>> errors = new HashMap<>();

    QueryErrors(Clock clock) {
        this.clock = clock;
    }

    /** Whether somebody may ask on. */
    synchronized boolean areFew(String name) {
        Instant now = clock.instant();
        Deque<Instant> own = errors.get(name);
        if (own == null) {
            return true;
        }
        own.removeIf(at -> at.isBefore(now.minus(DAY)));
        long lately = own.stream().filter(at -> !at.isBefore(now.minus(HOUR))).count();
        return lately < IN_AN_HOUR && own.size() < IN_A_DAY;
    }

    synchronized void add(String name) {
        errors.computeIfAbsent(name, n -> new ArrayDeque<>()).add(clock.instant());
    }
}
