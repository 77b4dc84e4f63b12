package se.tvarsyn.consent;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Pseudonym;

/**
 * A case that was linked and may be no longer.
 *
 * @param caseKey token that all its rows carry
 * @param person token that its rows get in place of the person's: of the feed alone
 * @param keyVersion version of the key that made it
 * @param before steps from this day on are linked by a new consent; null where there is none
 */
public record UnlinkedCase(
        Pseudonym caseKey,
        Pseudonym person,
        int keyVersion,
        @Nullable LocalDate before) {
    public UnlinkedCase {
        Objects.requireNonNull(caseKey);
        Objects.requireNonNull(person);
    }

    @Override
    public String toString() {
        return "UnlinkedCase[]";
    }
}
