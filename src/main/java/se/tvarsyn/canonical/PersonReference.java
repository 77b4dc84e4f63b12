package se.tvarsyn.canonical;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The person a source record is about, as the source names them.
 *
 * @param number classified identity number; kind MISSING where the source has none
 * @param sourceId the source's own person id (a GUID, a customer number), null where the feed has none
 * @param isProtected whether the source marks the identity as protected; unknown marks count as protected
 * @param consent what the record states, null where the feed needs none: without one that is valid, the person is known
 *     within the feed only (MODEL.md)
 * @param carriesMark whether the record has a place for the mark: only such a record can say that a person is protected no
 *     longer
 */
public record PersonReference(
        IdentityNumber number,
        @Nullable String sourceId,
        boolean isProtected,
        @Nullable Consent consent,
        boolean carriesMark) {
    public PersonReference {
        Objects.requireNonNull(number);
    }

    public PersonReference(IdentityNumber number, @Nullable String sourceId, boolean isProtected) {
        this(number, sourceId, isProtected, null, isProtected);
    }

    /** Never the value: a person must not end up in a log by way of string concatenation. */
    @Override
    public String toString() {
        return "PersonReference[" + number.kind() + "]";
    }
}
