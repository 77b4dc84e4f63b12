package se.tvarsyn.source;

import java.time.Duration;

/** Lets time pass; a test lets something else happen meanwhile. */
@FunctionalInterface
public interface Pause {
    void of(Duration time) throws InterruptedException;
}
