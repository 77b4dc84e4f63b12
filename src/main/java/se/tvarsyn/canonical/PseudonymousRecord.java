package se.tvarsyn.canonical;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fact about somebody who can no longer be named: what {@code load} may see.
 *
 * @param line line or ordinal in the source document: orders two versions of a row within one delivery
 * @param person token of the person, by purpose; null for tables without persons
 * @param keyVersion version of the key that made the tokens
 * @param isLinkable whether the token means the same person in other feeds (PNR and SAM only)
 * @param sourceKey token of the row
 * @param group token of the meeting or case, null for facts without
 * @param groupCode token of the group without its date, null where it has none
 */
public record PseudonymousRecord(
        long line,
        @Nullable Pseudonym person,
        int keyVersion,
        boolean isLinkable,
        Pseudonym sourceKey,
        @Nullable Pseudonym group,
        @Nullable Pseudonym groupCode,
        @Nullable Long modifiedMillis,
        boolean isDeleted,
        Fact fact) {
    public PseudonymousRecord {
        Objects.requireNonNull(sourceKey);
        Objects.requireNonNull(fact);
    }
}
