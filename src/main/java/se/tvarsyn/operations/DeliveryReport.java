package se.tvarsyn.operations;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * What became of a delivery.
 *
 * @param wasKnown the same input was loaded before, so nothing was done; the counts are those of that time
 * @param told the first rejections, one by one
 * @param reasons all rejections, by reason and field
 * @param references reference entities read
 * @param drifts how the source has changed
 * @param claims what became of claims to completeness
 * @param failure what stopped it, null where nothing did
 */
public record DeliveryReport(
        DeliveryRecord delivery,
        boolean wasKnown,
        List<Rejection> told,
        Map<DeliveryLedger.Reason, Long> reasons,
        Map<String, Long> references,
        List<Drift> drifts,
        List<ClaimVerdict> claims,
        @Nullable Exception failure) {
    public DeliveryReport {
        told = List.copyOf(told);
        reasons = Map.copyOf(reasons);
        references = Map.copyOf(references);
        drifts = List.copyOf(drifts);
        claims = List.copyOf(claims);
    }

    /** 0 everything taken; 1 something was rejected, held or failed (MODEL.md, Exit codes). */
    public int exitCode() {
        return delivery.status() == DeliveryStatus.LOADED
                        && reasons.isEmpty()
                        && delivery.counts().rejected() == 0
                ? 0
                : 1;
    }
}
