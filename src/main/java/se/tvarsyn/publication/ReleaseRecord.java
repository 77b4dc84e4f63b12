package se.tvarsyn.publication;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A release in the ledger.
 *
 * @param isRetracted whether nobody is shown it any more
 * @param at when it was released, or retracted
 * @param by who did
 * @param deliveries what its figures come from
 * @param codeVersion of the program
 * @param catalogue SHA-256 of metrics, cubes and protection
 * @param hidden figures shown as {@code ..}
 * @param sha256 of the figures as they were shown
 * @param audit what the auditor found, in a sentence
 */
public record ReleaseRecord(
        ReleasePeriod period,
        boolean isRetracted,
        Instant at,
        String by,
        List<UUID> deliveries,
        String codeVersion,
        String catalogue,
        long figures,
        long hidden,
        String sha256,
        String audit) {
    public ReleaseRecord {
        deliveries = List.copyOf(deliveries);
    }

    /** The name of a release is that of its period: there is one for each. */
    public String name() {
        return period.name();
    }

    ReleaseRecord withSha256(String of) {
        return new ReleaseRecord(
                period, isRetracted, at, by, deliveries, codeVersion, catalogue, figures, hidden, of, audit);
    }

    ReleaseRecord retracted(Instant when, String who) {
        return new ReleaseRecord(
                period, true, when, who, deliveries, codeVersion, catalogue, figures, hidden, sha256, audit);
    }
}
