package se.tvarsyn.erasure;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A case under dual control: one principal asks, another approves.
 *
 * @param id drawn; says nothing
 * @param undoes id of the erasure that this case undoes; null for an erasure
 * @param reference the authority's own: diary number or purpose
 * @param isRequesterKnown whether the requester proved who they are by their secret
 * @param approvedBy null while the case is open
 * @param isClosed whether it was carried out; then nobody is named any more
 * @param sought numbers of the persons, in clear within the sealed file only; empty where nobody is sought or the case is
 *     closed
 */
public record ErasureCase(
        String id,
        @Nullable String undoes,
        String reference,
        String requestedBy,
        boolean isRequesterKnown,
        Instant requestedAt,
        @Nullable String approvedBy,
        boolean isClosed,
        byte[] sought) {
    public ErasureCase {
        Objects.requireNonNull(id);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(requestedBy);
        Objects.requireNonNull(requestedAt);
        sought = sought.clone();
    }

    @Override
    public byte[] sought() {
        return sought.clone();
    }

    ErasureCase approved(String by) {
        return new ErasureCase(id, undoes, reference, requestedBy, isRequesterKnown, requestedAt, by, isClosed, sought);
    }

    /** Without the numbers: they are destroyed with the case's closing (PRIVACY.md 5). */
    ErasureCase closed() {
        return new ErasureCase(
                id, undoes, reference, requestedBy, isRequesterKnown, requestedAt, approvedBy, true, new byte[0]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErasureCase that && id.equals(that.id) && Arrays.equals(sought, that.sought);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Never the numbers. */
    @Override
    public String toString() {
        return "ErasureCase[" + id + "]";
    }
}
