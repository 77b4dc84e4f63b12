package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A report, investigation, decision or service of the social services about one person.
 *
 * @param category from the municipality's own short list (the mapping's value table); never the source's text
 * @param startedOn the day of the report or decision, or the first day of the investigation or service
 * @param endedOn last day, null while it goes on
 * @param wasAssessed whether an individual assessment stands behind it; false for services by SoL 11 kap. 5 §, null
 *     where the question does not apply
 */
public record SocialEvent(
        Kind kind,
        String category,
        LocalDate startedOn,
        @Nullable LocalDate endedOn,
        @Nullable Boolean wasAssessed) implements Fact {
    public SocialEvent {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(category);
        Objects.requireNonNull(startedOn);
    }

    /** An application is no report (MODEL.md). */
    public enum Kind {
        REPORT,
        INVESTIGATION,
        DECISION,
        SERVICE,
        /** Genomförande: the carrying out of a service. */
        EXECUTION,
        /** A resource that is set aside for a service. */
        RESOURCE_ALLOCATION
    }

    @Override
    public FactTable table() {
        return FactTable.SOCIAL_EVENT;
    }

    @Override
    public @Nullable LocalDate lastDay() {
        boolean mayGoOn = kind == Kind.SERVICE || kind == Kind.EXECUTION || kind == Kind.RESOURCE_ALLOCATION;
        return endedOn != null || mayGoOn ? endedOn : startedOn;
    }
}
