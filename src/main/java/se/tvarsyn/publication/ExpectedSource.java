package se.tvarsyn.publication;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A feed that a home has a mapping of, whose rows a legal basis lets figures read.
 *
 * @param name what it is called to readers
 * @param isAwaited whether the configuration names its source; one that is not, and never came, is nobody's worry
 * @param expectedEvery longest time without a delivery that is as it should be; null where nothing is expected
 * @param seenAt end of the last run in which it delivered, also what was known; null where no schedule has run it
 */
public record ExpectedSource(
        String feed,
        String name,
        boolean isAwaited,
        @Nullable Duration expectedEvery,
        @Nullable Instant seenAt) {}
