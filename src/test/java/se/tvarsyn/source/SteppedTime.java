package se.tvarsyn.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A clock that goes on only where somebody waits, and remembers each wait. */
final class SteppedTime extends Clock {
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Duration> waits = new ArrayList<>();
    private Instant now = START;

    Waiting waiting() {
        return new Waiting(this, this::sleep, new Random(7));
    }

    private synchronized void sleep(Duration length) {
        waits.add(length);
        now = now.plus(length);
    }

    /** Time that passes without anybody waiting. */
    synchronized void pass(Duration length) {
        now = now.plus(length);
    }

    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks for another zone");
    }
}
