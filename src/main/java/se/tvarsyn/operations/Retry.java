package se.tvarsyn.operations;

import java.util.Objects;
import java.util.UUID;
import se.tvarsyn.quarantine.QuarantineChoice;

/**
 * Which rejected records are taken through the chain again.
 *
 * @param of the delivery that brought them; the retry has its place in the order
 * @param choice which of them
 */
public record Retry(UUID of, QuarantineChoice choice) {
    /** Begins the scope of every delivery that is a retry. */
    public static final String SCOPE = "retry of ";

    public Retry {
        Objects.requireNonNull(of);
        Objects.requireNonNull(choice);
    }
}
