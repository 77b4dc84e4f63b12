package se.tvarsyn.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a name and an address must wait after failed log-ins: nothing for the first three, then a time that doubles. A name
 * waits a minute at most, so that a stranger can keep nobody out; an address up to a quarter of an hour.
 */
final class LoginWaits {
    private static final int FREE_TRIES = 3;
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST_OF_NAME = Duration.ofMinutes(1);
    private static final Duration LONGEST_OF_ADDRESS = Duration.ofMinutes(15);
    /** After this long without a try all is forgotten. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Tries> tries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > MOST;
        }
    };

    LoginWaits(Clock clock) {
        this.clock = clock;
    }

    private record Tries(int failed, Instant last) {}

    /**
     * Takes a try, which counts as failed until {@link #succeeded} says otherwise: so a hundred at the same moment are not
     * all the first.
     *
     * @return false where it is too early, and the password must not be looked at
     */
    synchronized boolean begin(String name, String address) {
        boolean isEarly = isEarly(nameKey(name), LONGEST_OF_NAME) || isEarly(addressKey(address), LONGEST_OF_ADDRESS);
        if (!isEarly) {
            count(nameKey(name));
            count(addressKey(address));
        }
        return !isEarly;
    }

    synchronized void succeeded(String name, String address) {
        tries.remove(nameKey(name));
        tries.remove(addressKey(address));
    }

    private boolean isEarly(String key, Duration longest) {
        Tries before = recent(key);
        return before != null && clock.instant().isBefore(before.last.plus(wait(before.failed, longest)));
    }

    /** What one waits after some failures. */
    static Duration wait(int failed, Duration longest) {
        if (failed < FREE_TRIES) {
            return Duration.ZERO;
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(failed - FREE_TRIES, 20));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    private void count(String key) {
        Tries before = recent(key);
        tries.put(key, new Tries(before == null ? 1 : before.failed + 1, clock.instant()));
    }

    private @Nullable Tries recent(String key) {
        Tries before = tries.get(key);
        return before == null || clock.instant().isAfter(before.last.plus(MEMORY)) ? null : before;
    }

    private static String nameKey(String name) {
        return "name " + name.substring(0, Math.min(name.length(), 200));
    }

    private static String addressKey(String address) {
        return "address " + address;
    }
}
