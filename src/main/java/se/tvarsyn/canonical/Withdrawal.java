package se.tvarsyn.canonical;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.IdentifiedRecord.GroupKeys;

/**
 * "Whatever was delivered under this key before counts no more": a lesson that was cancelled after it was reported, a
 * person whose identity is protected since. Says nothing else, so that a protected person leaves no fact and no token.
 * Harmless where nothing was delivered before.
 *
 * @param person whose mark tells a protected person from a record that a rule of the mapping leaves out; made a token of
 *     only where the key starts with the person; null where the source names only the row
 * @param naturalKey as in {@link IdentifiedRecord}
 * @param modifiedMillis as in {@link IdentifiedRecord}: a withdrawal that is older than the row changes nothing
 * @param isUndated whether the source deletes rows that carry its times without saying when (SS 12000's map of deleted
 *     ids): then the row goes whatever its time
 */
public record Withdrawal(
        long line,
        FactTable table,
        @Nullable PersonReference person,
        String naturalKey,
        boolean isKeyedByPerson,
        @Nullable GroupKeys groups,
        @Nullable Long modifiedMillis,
        boolean isUndated) {
    public Withdrawal {
        Objects.requireNonNull(table);
        Objects.requireNonNull(naturalKey);
    }

    /** Whether this counts as protected; else as skipped. */
    public boolean isForProtection() {
        return person != null && person.isProtected();
    }

    @Override
    public String toString() {
        return "Withdrawal[line " + line + ", " + table + "]";
    }
}
