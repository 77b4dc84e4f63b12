package se.tvarsyn.operations;

import java.util.Locale;
import se.tvarsyn.load.ClaimedKeys.Claim;

/**
 * What became of a claim to completeness.
 *
 * @param reason why nothing was taken back; "" where the claim was settled
 */
public record ClaimVerdict(Claim claim, String reason) {
    /** Fewer than this are never suspicious: a small register changes by whole rows. */
    private static final long FEW = 20;

    /**
     * Judges a claim. A source that answers with nothing, or with much less than before, may be ill: it must not empty
     * the table.
     *
     * @param largestRemovalPercent share of the current rows that may go at once
     * @param unkeyedRejections rejected records whose key is unknown: their earlier rows would be taken for gone
     */
    static ClaimVerdict of(Claim claim, int largestRemovalPercent, long unkeyedRejections, boolean isAccepted) {
        if (claim.goneCount() == 0 || isAccepted) {
            return new ClaimVerdict(claim, "");
        }
        if (unkeyedRejections > 0) {
            return new ClaimVerdict(claim, "rejected-records");
        }
        if (claim.claimedCount() == 0) {
            return new ClaimVerdict(claim, "empty-answer");
        }
        boolean isMuch =
                claim.goneCount() > FEW && claim.goneCount() * 100 > claim.currentCount() * largestRemovalPercent;
        return new ClaimVerdict(claim, isMuch ? "too-many-gone" : "");
    }

    public boolean isSettled() {
        return reason.isEmpty();
    }

    /** Counts and why; exact counts are for the operator, who may read {@code ops}. */
    public String message(String feed) {
        String why =
                switch (reason) {
                    case "rejected-records" ->
                        "the delivery has rejected records without a key, and theirs may be among them;"
                                + " mend those, or run again with --accept-removals";
                    case "empty-answer" ->
                        "the source answered with none at all; ask it, or run again with"
                                + " --accept-removals if that is right";
                    default ->
                        "that is more than largest-removal-percent allows; ask the source, or run again with"
                                + " --accept-removals if that is right";
                };
        return String.format(
                Locale.ROOT,
                "%s: %s: %d of %d rows are no longer in the source, and were kept: %s",
                feed,
                claim.table().tableName(),
                claim.goneCount(),
                claim.currentCount(),
                why);
    }
}
