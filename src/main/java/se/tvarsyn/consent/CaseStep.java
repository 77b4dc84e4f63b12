package se.tvarsyn.consent;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Consent;

/**
 * One step as a delivery brings it.
 *
 * @param consent null where the feed needs none: its cases are linked whatever is known here
 */
public record CaseStep(LocalDate on, Kind kind, @Nullable Consent consent) {
    /** What the step does to its case. */
    public enum Kind {
        /** inskrivning: the day that the consent is judged on. */
        ENROLS,
        /** avslut: a later step belongs to another case. */
        CLOSES,
        OTHER
    }

    public CaseStep {
        Objects.requireNonNull(on);
        Objects.requireNonNull(kind);
    }
}
